import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './setup.mjs'

/** Runs a program in this one's place: same terminal, signals passed on, same exit status. */
export function runInPlace(command, parameters, options = {}) {
  const child = spawn(command, parameters, { cwd: root, stdio: 'inherit', ...options })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) endWithParent(() => child.kill('SIGTERM'))
  child.once('error', (error) => {
    console.error(`${command}: ${error.message}`)
    process.exit(1)
  })
  child.once('exit', (status, signal) => process.exit(status ?? 128 + (constants.signals[signal] ?? 1)))
}

/** npm that is told to end takes its shell along, but not what the shell has started: that is noticed here. */
function endWithParent(end) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, 500)
  timer.unref()
}
