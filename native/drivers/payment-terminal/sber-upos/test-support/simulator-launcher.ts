import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TerminalBehaviour } from '../simulated-terminal.ts'

const program = fileURLToPath(new URL('simulator-program.ts', import.meta.url))

/** Writes a launcher of the simulated vendor's program and its behaviour into a folder; answers the launcher's name. */
export async function installSimulatorProgram(
  directory: string,
  behaviour: Partial<TerminalBehaviour> = {},
): Promise<string> {
  await writeFile(join(directory, 'simulator.json'), JSON.stringify(behaviour))
  if (process.platform === 'win32') {
    await writeFile(join(directory, 'loadparm.cmd'), `@"${process.execPath}" "${program}" %*\r\n`)
    return 'loadparm.cmd'
  }
  const launcher = join(directory, 'sb_pilot')
  await writeFile(launcher, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  await chmod(launcher, 0o755)
  return 'sb_pilot'
}
