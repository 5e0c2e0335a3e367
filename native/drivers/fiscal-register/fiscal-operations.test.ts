import { describe, expect, test } from 'vitest'
import { isFailure } from '../../foundation/device-failure.ts'
import type { RegistrationValues } from './fiscal-register.ts'
import { capable, cashier, fiscalConsent, listened, registration } from './test-support/every-register.ts'
import { playRegister } from './test-support/played-register.ts'

describe('fiscal operations', () => {
  test.each(capable('shift-reports'))('%s opens and closes a shift, each with its consent', async (_, variant) => {
    const { register, run, machine } = playRegister(variant)
    await expect(run(register.openShift(cashier, {}))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.not-authorised'),
    )
    await expect(run(register.openShift({ name: '' }, fiscalConsent('register.open-shift')))).rejects.toSatisfy(
      (error) => isFailure(error, 'operation.wrong-argument'),
    )
    expect(machine.executed.size).toBe(0)
    const opened = await run(register.openShift(cashier, fiscalConsent('register.open-shift')))
    expect(opened).toMatchObject({ state: 'done', value: { documentNumber: 5 } })
    expect(await run(register.readShift({}))).toEqual({ open: true, number: 2, receiptNumber: 0 })
    expect(await run(register.openShift(cashier, fiscalConsent('register.open-shift')))).toMatchObject({
      state: 'not-done',
    })
    const closed = await run(register.closeShift(cashier, fiscalConsent('register.close-shift')))
    expect(closed).toMatchObject({ state: 'done', value: { documentNumber: 6 } })
    expect(await run(register.closeShift(cashier, fiscalConsent('register.close-shift')))).toMatchObject({
      state: 'not-done',
    })
    expect(machine.executed.get('fiscal-document')).toBe(2)
  })

  test.each(capable('shift-reports'))('%s knows what became of a report whose answer was lost', async (_, variant) => {
    const { register, run, machine, simulator } = playRegister(variant)
    await run(register.readStatus({}))
    const count = machine.count.bind(machine)
    machine.count = (effect: string) => {
      count(effect)
      if (effect === 'fiscal-document') simulator.control('lost-answer')
    }
    const opened = await run(register.openShift(cashier, fiscalConsent('register.open-shift')))
    expect(opened).toMatchObject({ state: 'done', value: { documentNumber: 5 } })
    expect(machine.executed.get('fiscal-document')).toBe(1)
  })

  test.each(capable('close-storage', 'register-storage', 'shift-reports'))(
    '%s closes a storage and registers the next one',
    async (_, variant) => {
      const { register, run, machine, simulator } = playRegister(variant)
      const close = () => register.closeStorage(cashier, fiscalConsent('register.close-storage'))
      await run(register.openShift(cashier, fiscalConsent('register.open-shift')))
      expect(await run(close())).toMatchObject({ state: 'not-done' })
      await run(register.closeShift(cashier, fiscalConsent('register.close-shift')))
      expect(await run(close())).toMatchObject({ state: 'not-done' })
      simulator.control('send-to-operator')
      const closed = await run(close())
      expect(closed).toMatchObject({ state: 'done', value: { documentNumber: 7 } })
      expect((await run(register.readStorage({}))).phase).toBe('closed-unsent')
      simulator.control('send-to-operator')
      expect((await run(register.readStorage({}))).phase).toBe('archive')
      expect(await run(close())).toMatchObject({ state: 'not-done' })

      simulator.control('replace-storage')
      const fresh = await run(register.readStorage({}))
      expect(fresh).toMatchObject({ phase: 'ready', lastDocumentNumber: 0 })
      expect(fresh.serialNumber).not.toBe('9999078900001234')
      const registered = await run(
        register.registerStorage(registration, cashier, fiscalConsent('register.register-storage')),
      )
      expect(registered).toMatchObject({ state: 'done', value: { documentNumber: 1 } })
      expect((await run(register.readStorage({}))).phase).toBe('fiscal')
      if (register.capabilities.has('registration')) {
        const report = await run(register.readRegistration({}))
        expect(report).toMatchObject({
          taxpayerNumber: expect.stringMatching(/^7707083893/u) as string,
          registrationNumber: expect.stringMatching(/^0000000001012345/u) as string,
        })
        expect([1, undefined]).toContain(report.documentNumber)
      }
      expect(
        await run(register.registerStorage(registration, cashier, fiscalConsent('register.register-storage'))),
      ).toMatchObject({ state: 'not-done' })
      expect(machine.executed.get('fiscal-document')).toBe(4)
    },
  )

  test.each(capable('register-storage'))(
    '%s takes no registration that the tax office would not',
    async (_, variant) => {
      const { register, run, sent } = listened(variant)
      const wrong: Partial<RegistrationValues>[] = [
        { taxpayerNumber: '7707083894' },
        { registrationNumber: '123' },
        { organisation: ' ' },
        { organisation: 'ООО «Ромашка»' },
        { taxSystems: 0 },
        { operatorTaxpayerNumber: '1' },
        { place: 'x'.repeat(257) },
      ]
      for (const one of wrong) {
        const values = { ...registration, ...one }
        await expect(
          run(register.registerStorage(values, cashier, fiscalConsent('register.register-storage'))),
          JSON.stringify(one),
        ).rejects.toSatisfy((error) => isFailure(error, 'operation.wrong-argument'))
      }
      expect(sent()).toBe(0)
    },
  )
})
