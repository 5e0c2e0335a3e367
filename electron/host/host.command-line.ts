import { streamOutput } from './command-line/output.ts'
import { runCommandLine } from './command-line/run-command-line.ts'

/** Entry of the command line. A reader that goes away (`| head`) ends it quietly. */
const interruption = new AbortController()
let interrupted = 0
process.on('SIGINT', () => {
  // The first press lets the command finish what must not be cut; the second does not wait.
  if (++interrupted > 1) process.exit(130)
  interruption.abort()
})
process.on('SIGTERM', () => interruption.abort())
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const output = streamOutput(process.stdout, process.stderr)
const exitCode = await runCommandLine(process.argv.slice(2), {
  output,
  input: process.stdin,
  signal: interruption.signal,
})
await output.write('')
process.exit(exitCode)
