import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../foundation/clock.ts'
import { authorise } from '../../../../foundation/operation.ts'
import { createSystemProgramRunner } from '../../../../transports/program/system-program-runner.ts'
import { sberUpos } from '../index.ts'
import { installSimulatorProgram } from './simulator-launcher.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'upos-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function terminal(behaviour: Parameters<typeof installSimulatorProgram>[1] = {}) {
  const program = await installSimulatorProgram(directory, behaviour)
  const access = {
    kind: 'program',
    runner: createSystemProgramRunner(),
    address: { kind: 'program', directory, program },
  } as const
  return sberUpos.createDriver({ access, clock: systemClock, settings: {} })
}

const consent = (operation: string) => ({ authorisation: authorise(operation, 'money') })

describe('a real program in a real folder', () => {
  it('pays, remembers and reprints', async () => {
    const driver = await terminal({ encoding: 'koi8-r' })
    expect(await driver.pay(12_345, consent('terminal.pay'))).toMatchObject({
      state: 'done',
      value: { message: 'ОДОБРЕНО', slips: [{}, {}] },
    })
    expect(await readdir(directory)).toEqual(expect.arrayContaining(['e', 'p']))
    expect(await driver.reprint({})).toMatchObject({ approved: true, retrievalReference: '401512345685' })
  })

  it('a refusal exits with 0 and is still a refusal', async () => {
    const driver = await terminal({ code: 4451 })
    expect(await driver.pay(100, consent('terminal.pay'))).toMatchObject({
      state: 'not-done',
      failure: { data: { deviceCode: '4451' } },
    })
  })

  it('a program that dies leaves a doubt, and the payment is found afterwards', async () => {
    expect(await (await terminal({ killed: true })).pay(100, consent('terminal.pay'))).toMatchObject({
      state: 'in-doubt',
    })
    expect(await (await terminal()).reprint({})).toMatchObject({ approved: true })
  })

  it('yesterday’s result is removed before the run', async () => {
    await (await terminal()).pay(100, consent('terminal.pay'))
    expect(await (await terminal({ noResult: true })).pay(200, consent('terminal.pay'))).toMatchObject({
      state: 'in-doubt',
    })
    expect(await readdir(directory)).not.toContain('e')
  })
})
