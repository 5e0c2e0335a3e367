import { describe, expect, test } from 'vitest'
import { isFailure } from '../../foundation/device-failure.ts'
import { capable, faultsOf, listened, operationOf } from './test-support/every-register.ts'
import { playRegister } from './test-support/played-register.ts'

/** What every register family does once, and knows or says that it does not know. */

const deeds = [
  ['x-report', 'x-report'],
  ['print-text', 'print-line'],
  ['cut', 'cut'],
  ['drawer', 'drawer'],
  ['beep', 'beep'],
] as const

describe.each(deeds)('%s', (capability, effect) => {
  test.each(capable(capability))('%s does it once', async (_, variant) => {
    const { register, run, machine } = playRegister(variant)
    expect(await run(operationOf[capability](register))).toEqual({ state: 'done', value: undefined })
    expect(machine.executed.get(effect)).toBe(1)
  })

  test.each(capable(capability))('%s knows what it did or says that it does not', async (_, variant) => {
    const moments = ['before it is asked', 'when it has done it'] as const
    for (const [fault, moment] of faultsOf(variant).flatMap((name) => moments.map((one) => [name, one] as const))) {
      const { register, run, machine, simulator } = playRegister(variant)
      await run(register.readStatus({}))
      const count = machine.count.bind(machine)
      machine.count = (done: string) => {
        count(done)
        if (done === effect && moment === 'when it has done it') simulator.control(fault)
      }
      if (moment === 'before it is asked') simulator.control(fault)
      const outcome = (await run(operationOf[capability](register))) as { state: 'done' | 'not-done' | 'in-doubt' }
      const expected = { done: [1], 'not-done': [0], 'in-doubt': [0, 1] }[outcome.state]
      expect(expected, `${fault} ${moment}: ${outcome.state}`).toContain(machine.executed.get(effect) ?? 0)
      if (fault === 'noise') expect(outcome.state, moment).toBe('done')
      // Nothing tells of a beep, and without power its answer is forgotten.
      if (effect === 'beep' && fault === 'power-cycle-after-execution' && moment === 'when it has done it')
        expect(outcome).toMatchObject({ state: 'in-doubt', next: 'look-at-paper' })
    }
  })
})

describe('paper', () => {
  test.each(capable('print-text'))('%s says that there is none', async (_, variant) => {
    const { register, run, simulator } = playRegister(variant)
    simulator.control('run-out-of-paper')
    expect((await run(register.readStatus({}))).paper).toBe('absent')
    expect(await run(register.printText(['Проба'], {}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.paper-out' },
    })
    simulator.control('load-paper')
    expect(await run(register.printText(['Проба'], {}))).toMatchObject({ state: 'done' })
  })

  test.each(capable('print-text'))('%s takes nothing that it cannot print', async (_, variant) => {
    const { register, run, sent } = listened(variant)
    for (const lines of [[], ['漢字'], ['a\u0007'], ['x'.repeat(1_001)], Array.from({ length: 201 }, () => 'x')]) {
      await expect(run(register.printText(lines, {}))).rejects.toSatisfy((error) =>
        isFailure(error, 'operation.wrong-argument'),
      )
    }
    expect(sent()).toBe(0)
  })
})
