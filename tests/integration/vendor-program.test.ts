import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createSystemProgramRunner } from '../../native/transports/program/system-program-runner.ts'

const folder = mkdtempSync(join(tmpdir(), 'program-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const runner = createSystemProgramRunner()
const invocation = { arguments: [], clear: [], collect: [], fileLimit: 1000, timeout: 10_000 }

function program(name: string, script: string) {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
  return { kind: 'program', directory: folder, program: name } as const
}

describe('a vendor’s program', () => {
  test('gets its arguments, and its output and files come back with its status', async () => {
    const address = program('echo', 'echo "$1|$2"; printf result > e; exit 7')
    const result = await runner.run(address, { ...invocation, arguments: ['1', 'a b'], collect: ['e', 'p'] })
    expect(new TextDecoder().decode(result.stdout)).toBe('1|a b\n')
    expect([...result.files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([['e', 'result']])
    expect(result).toMatchObject({ exitStatus: 7, timedOut: false })
  })

  test('never finds the result of an earlier run', async () => {
    writeFileSync(join(folder, 'stale'), '0,yesterday')
    const result = await runner.run(program('silent', 'true'), { ...invocation, clear: ['stale'], collect: ['stale'] })
    expect(result.files.size).toBe(0)
  })

  test('is not started while an earlier result cannot be removed', async () => {
    const address = program('mark', 'touch started')
    await expect(runner.run(address, { ...invocation, clear: ['.'] })).rejects.toMatchObject({
      code: 'link.program-failed',
    })
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })

  test('is ended when its time is over, with whatever it started', async () => {
    const result = await runner.run(program('hangs', 'sleep 600 & sleep 600'), { ...invocation, timeout: 200 })
    expect(result).toMatchObject({ exitStatus: undefined, timedOut: true })
  })

  test('is ended when the person cancels, and what it had written comes back', async () => {
    const cancel = new AbortController()
    const running = runner.run(
      program('half', 'printf half > e; echo begun; sleep 600'),
      { ...invocation, collect: ['e'] },
      cancel.signal,
    )
    setTimeout(() => cancel.abort(), 200)
    const result = await running
    expect(result.exitStatus).toBeUndefined()
    expect(result.timedOut).toBe(false)
  })

  test('is cut short when it floods its output or a file', async () => {
    const result = await runner.run(program('flood', 'head -c 3000000 /dev/zero; head -c 5000 /dev/zero > big'), {
      ...invocation,
      collect: ['big'],
    })
    expect(result.stdout.length).toBeLessThanOrEqual(256 * 1024)
    expect(result.files.get('big')?.length).toBe(1000)
  })

  test('is said to be missing before anything has happened, and cannot lie outside its folder', async () => {
    await expect(runner.run({ kind: 'program', directory: folder, program: 'none' }, invocation)).rejects.toMatchObject(
      { code: 'link.program-missing' },
    )
    await expect(
      runner.run({ kind: 'program', directory: folder, program: '../../bin/true' }, invocation),
    ).rejects.toMatchObject({
      code: 'operation.wrong-argument',
    })
  })

  test('inherits no variable that would change what it runs', async () => {
    process.env['NODE_OPTIONS'] ??= ''
    const result = await runner.run(program('environment', 'env'), invocation)
    expect(new TextDecoder().decode(result.stdout)).not.toMatch(/^(NODE_OPTIONS|LD_PRELOAD|ELECTRON_)/mu)
  })
})
