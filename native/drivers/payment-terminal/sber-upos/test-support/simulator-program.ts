import { readFileSync, writeFileSync } from 'node:fs'
import { encodeSingleByte } from '../../../../codecs/single-byte-text.ts'
import {
  emptyMemory,
  leaveBehind,
  perform,
  usualBehaviour,
  type TerminalBehaviour,
  type TerminalMemory,
} from '../simulated-terminal.ts'

/**
 * The vendor's program, played by a real process: reads its arguments, writes `e` and `p` into the folder it is started
 * in, prints `return:<code>` and exits with 0 whatever happened, as the Linux kit does. `simulator.json` in that folder sets
 * its behaviour; `simulator-memory.json` is what the terminal remembers between runs.
 */
const configurationFile = 'simulator.json'
const memoryFile = 'simulator-memory.json'

const behaviour: TerminalBehaviour = {
  ...usualBehaviour,
  wait: 0,
  ...readJson<Partial<TerminalBehaviour>>(configurationFile),
}
const memory: TerminalMemory = { ...emptyMemory(), ...readJson<Partial<TerminalMemory>>(memoryFile) }
const before = memory.lastFiles
const answer = perform(memory, behaviour, process.argv.slice(2), now())
writeFileSync(memoryFile, JSON.stringify(memory))

setTimeout(() => {
  if (behaviour.killed) process.kill(process.pid, 'SIGKILL')
  const { result, slip } = leaveBehind(memory, behaviour, answer, before)
  if (slip !== undefined) writeFileSync('p', encodeSingleByte(slip, behaviour.encoding))
  if (result !== undefined) writeFileSync('e', encodeSingleByte(result, behaviour.encoding))
  if (!behaviour.noResult && !behaviour.truncatedResult) process.stdout.write(`return:${answer.code}\n`)
}, behaviour.wait * 1000)

function readJson<T>(name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(name, 'utf8')) as T
  } catch {
    return undefined
  }
}

function now(): string {
  return new Date().toISOString().replace(/[-:T]/gu, '').slice(0, 14)
}
