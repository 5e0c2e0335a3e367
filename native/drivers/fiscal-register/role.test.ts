import { describe, expect, test } from 'vitest'
import { isFailure } from '../../foundation/device-failure.ts'
import { authorise, type OperationContext } from '../../foundation/operation.ts'
import { seededRandom } from '../../foundation/random.ts'
import type { ByteLink } from '../../transports/byte-link.ts'
import {
  registerCapabilities,
  type Cashier,
  type FiscalRegister,
  type RegisterCapability,
  type RegistrationValues,
} from './fiscal-register.ts'
import { simulatedLink } from './shared/simulator/simulated-link.ts'
import { seedDocuments } from './shared/simulator/small-storage.ts'
import { playRegister, registerVariants, type RegisterVariant } from './test-support/played-register.ts'

/** What every register family does, whatever it speaks: one shop, one storage, the same answers. */

const cashier: Cashier = { name: 'Иванова А.П.', taxpayerNumber: '500100732259' }
const registration: RegistrationValues = {
  reason: 'storage-replacement',
  registrationNumber: '0000000001012345',
  taxpayerNumber: '7707083893',
  organisation: 'ООО "Ромашка"',
  address: '115280, Москва, Ленинская Слобода, 19',
  place: 'Магазин',
  taxSystems: 1,
  workMode: 0,
  extendedMode: 0,
  operatorName: 'ООО "Оператор"',
  operatorTaxpayerNumber: '7704358518',
  senderEmail: 'shop@example.ru',
  taxOfficeSite: 'www.nalog.gov.ru',
  formatVersion: '1.2',
}
const settingConsent = (operation: string): OperationContext => ({ authorisation: authorise(operation, 'setting') })
const fiscalConsent = (operation: string): OperationContext => ({ authorisation: authorise(operation, 'fiscal') })
const code = '0104600000000015215!abcD\x1d91EE06\x1d92c2lnbmF0dXJl'

/** The operation that needs each capability. */
const operationOf: Readonly<Record<RegisterCapability, (register: FiscalRegister) => Promise<unknown>>> = {
  status: (register) => register.readStatus({}),
  storage: (register) => register.readStorage({}),
  registration: (register) => register.readRegistration({}),
  'operator-exchange': (register) => register.readOperatorExchange({}),
  'read-documents': (register) => register.readDocument(2, {}),
  'read-documents-as-tlv': (register) => register.readDocument(2, {}),
  'read-confirmations': (register) => register.readDocument(2, {}),
  tables: (register) => register.listTables({}),
  clock: (register) => register.setClock('2027-01-02T03:04:05', settingConsent('register.set-clock')),
  'x-report': (register) => register.printXReport({}),
  'print-text': (register) => register.printText(['Проба'], {}),
  cut: (register) => register.cut({}),
  drawer: (register) => register.openDrawer({}),
  beep: (register) => register.beep({}),
  'check-marking': (register) => register.checkMarkingCode(code, {}),
  'shift-reports': (register) => register.openShift(cashier, fiscalConsent('register.open-shift')),
  'close-storage': (register) => register.closeStorage(cashier, fiscalConsent('register.close-storage')),
  'register-storage': (register) =>
    register.registerStorage(registration, cashier, fiscalConsent('register.register-storage')),
}
/** Parts of «read-documents» rather than operations. */
const details: readonly RegisterCapability[] = ['read-documents-as-tlv', 'read-confirmations']

const variants = registerVariants().map((variant) => [variant.label, variant] as const)
const capable = (...needed: RegisterCapability[]) =>
  variants.filter(([, { family }]) => needed.every((one) => family.manifest.capabilities.includes(one)))

/** A host whose every byte is seen. */
function listened(variant: RegisterVariant) {
  const played = playRegister(variant)
  let sent = 0
  const line = simulatedLink(played.simulator, played.clock)
  const link: ByteLink = {
    ...line,
    write: (bytes) => {
      sent += bytes.length
      return line.write(bytes)
    },
  }
  return { ...played, register: played.connect(link), sent: () => sent }
}

describe.each(variants)('%s', (_, variant) => {
  test('can do what its manifest says', () => {
    const { register } = playRegister(variant)
    expect([...register.capabilities].toSorted()).toEqual([...variant.family.manifest.capabilities].toSorted())
  })

  test('says why it cannot do what it cannot', () => {
    const { capabilities, lacks = {} } = variant.family.manifest
    const missing = registerCapabilities.filter((capability) => !capabilities.includes(capability))
    expect(Object.keys(lacks).toSorted()).toEqual(missing.toSorted())
    for (const { ru, en } of Object.values(lacks))
      for (const text of [ru, en]) expect(text).toMatch(/^\p{Lu}.{15,}\.$/su)
  })

  test('refuses what it cannot do before a byte is sent', async () => {
    const { register, run, sent } = listened(variant)
    for (const [capability, operate] of Object.entries(operationOf) as [
      RegisterCapability,
      typeof operationOf.beep,
    ][]) {
      if (register.capabilities.has(capability) || details.includes(capability)) continue
      await expect(run(operate(register)), capability).rejects.toSatisfy((error) =>
        isFailure(error, 'operation.not-supported'),
      )
    }
    expect(sent()).toBe(0)
  })

  test('names itself, and leaves no effect', async () => {
    const { register, run, machine } = playRegister(variant)
    const identity = await run(register.identify({}))
    expect(variant.family.manifest.vendors).toContain(identity.vendor)
    expect(identity.model).toBeTruthy()
    expect(identity.serialNumber).toMatch(/^[0-9A-Z]{5,20}$/u)
    expect(machine.executed.size).toBe(0)
  })

  test('tells the state of machine, storage, queue and shift', async () => {
    const { register, run, clock } = playRegister(variant)
    const status = await run(register.readStatus({}))
    expect(status).toMatchObject({ shift: 'closed', documentOpen: false, paper: 'present', printing: false })
    if (status.clock !== undefined)
      expect(Math.abs(new Date(status.clock).getTime() - clock.civil().getTime())).toBeLessThan(61_000)
    expect(await run(register.readStorage({}))).toMatchObject({
      serialNumber: '9999078900001234',
      phase: 'fiscal',
      shiftOpen: false,
      lastDocumentNumber: 4,
      lastDocumentTime: expect.stringMatching(/^2026-11-20T12:00/u) as string,
    })
    expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
    if (!register.capabilities.has('operator-exchange')) return
    expect(await run(register.readOperatorExchange({}))).toMatchObject({
      unsentCount: 2,
      firstUnsentNumber: 3,
      firstUnsentTime: expect.stringMatching(/^2026-11-20/u) as string,
    })
  })

  test('is found by its probe, without an effect', async () => {
    const { clock, simulator, run, machine } = playRegister(variant)
    const link = simulatedLink(simulator, clock)
    const access = { kind: 'bytes', link } as const
    const answer = await run(variant.family.probe({ access, clock, settings: variant.settings, patience: 3_000 }))
    expect(answer?.certainty).toBeGreaterThanOrEqual(0.9)
    expect(answer?.evidence.length).toBeGreaterThan(0)
    expect(machine.executed.size).toBe(0)
  })

  test('silence ends, and a person can end it sooner', async () => {
    const { register, run, simulator, clock } = playRegister(variant)
    simulator.control('silence')
    await expect(run(register.readStatus({}))).rejects.toSatisfy((error) => isFailure(error, 'link.timeout'))
    const abort = new AbortController()
    clock.schedule(100, () => abort.abort())
    const before = clock.now()
    await expect(run(register.readStatus({ signal: abort.signal }))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.cancelled'),
    )
    expect(clock.now() - before).toBeLessThan(500)
  })

  test('a cut cable is said so, and the next question says so at once', async () => {
    const { simulator, clock, connect, run } = playRegister(variant)
    const link = simulatedLink(simulator, clock)
    const register = connect(link)
    clock.schedule(1, () => void link.close())
    await expect(run(register.readStorage({}))).rejects.toSatisfy((error) => isFailure(error))
    const before = clock.now()
    await expect(run(register.readStorage({}))).rejects.toSatisfy((error) => isFailure(error))
    expect(clock.now() - before).toBeLessThan(30_000)
  })

  test('garbage for an answer is a failure of the catalogue, never a crash or a hang', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { clock, connect, run } = playRegister(variant)
      const random = seededRandom(seed)
      const register = connect(babble(clock, random))
      for (const operate of [operationOf.status, operationOf.storage, operationOf['x-report'], operationOf.beep]) {
        const answer = await run(operate(register).catch((error: unknown) => error))
        const state = (answer as { state?: string }).state
        expect(isFailure(answer) || state === 'not-done' || state === 'in-doubt', JSON.stringify(answer)).toBe(true)
      }
    }
  })

  test.each(['lost-answer', 'duplicate-answer', 'late-answer'] as const)('a question survives %s', async (fault) => {
    const { register, run, simulator } = playRegister(variant)
    await run(register.readShift({}))
    simulator.control(fault)
    expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
    expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
  })
})

describe('documents', () => {
  test.each(capable('read-documents'))(
    '%s gives every document it holds and says which it does not',
    async (_, variant) => {
      const { register, run, machine } = playRegister(variant)
      for (const { number, tlv, confirmation } of seedDocuments()) {
        const document = await run(register.readDocument(number, {}))
        expect(document.number).toBe(number)
        if (register.capabilities.has('read-documents-as-tlv')) expect(document.tlv).toEqual(tlv)
        if (register.capabilities.has('read-confirmations')) {
          expect(document.confirmation === undefined).toBe(confirmation === undefined)
        }
      }
      expect(machine.storage.beingRead).toBe(false)
      await expect(run(register.readDocument(5, {}))).rejects.toSatisfy((error) =>
        isFailure(error, 'register.no-such-document'),
      )
      for (const number of [0, -1, 1.5, 2 ** 32, Number.NaN]) {
        await expect(run(register.readDocument(number, {}))).rejects.toSatisfy((error) =>
          isFailure(error, 'operation.wrong-argument'),
        )
      }
    },
  )
})

describe('settings', () => {
  test.each(capable('clock'))('%s sets its clock only with a consent, which serves once', async (_, variant) => {
    const { register, run, machine } = playRegister(variant)
    const once = settingConsent('register.set-clock')
    for (const context of [{}, settingConsent('register.write-table')]) {
      await expect(run(register.setClock('2027-01-02T03:04:05', context))).rejects.toSatisfy((error) =>
        isFailure(error, 'operation.not-authorised'),
      )
    }
    expect(machine.executed.size).toBe(0)
    expect(await run(register.setClock('2027-01-02T03:04:05', once))).toMatchObject({ state: 'done' })
    expect(machine.clock.now()).toMatch(/^2027-01-02T03:04/u)
    await expect(run(register.setClock('2027-01-02T04:04:05', once))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.not-authorised'),
    )
    await expect(run(register.setClock('2027-02-30T03:04:05', settingConsent('register.set-clock')))).rejects.toSatisfy(
      (error) => isFailure(error, 'operation.wrong-argument'),
    )
  })
})

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

  test.each(capable(capability))('%s never does it twice where the answer is lost', async (_, variant) => {
    const { register, run, machine, simulator } = playRegister(variant)
    await run(register.readStatus({}))
    const count = machine.count.bind(machine)
    machine.count = (done: string) => {
      count(done)
      if (done === effect) simulator.control('lost-answer')
    }
    const outcome = (await run(operationOf[capability](register))) as { state: string }
    expect(['done', 'in-doubt']).toContain(outcome.state)
    expect(machine.executed.get(effect)).toBe(1)
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

describe('marking codes', () => {
  test.each(capable('check-marking'))('%s checks one and forgets it', async (_, variant) => {
    const { register, run, simulator, machine } = playRegister(variant)
    expect(await run(register.checkMarkingCode(code, {}))).toMatchObject({ storage: 'good', online: 'good' })
    expect(await run(register.checkMarkingCode('0104600000000015215!abcD\x1d93dGVz', {}))).toMatchObject({
      storage: 'not-checked',
    })
    simulator.control('operator-reachable', false)
    const offline = await run(register.checkMarkingCode(code, {}))
    expect(['not-asked', 'unreachable']).toContain(offline.online)
    expect(machine.executed.size).toBe(0)
    for (const wrong of ['', 'кириллица', 'x'.repeat(256)]) {
      await expect(run(register.checkMarkingCode(wrong, {}))).rejects.toSatisfy((error) =>
        isFailure(error, 'operation.wrong-argument'),
      )
    }
  })
})

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

/** Something that answers every write with bytes that mean nothing. */
function babble(clock: Parameters<typeof simulatedLink>[1], random: () => number): ByteLink {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  return {
    ended: new Promise(() => {}),
    async write() {
      const length = 1 + Math.floor(random() * 60)
      const bytes = Uint8Array.from({ length }, () => Math.floor(random() * 256))
      clock.schedule(2, () => listeners.forEach((listener) => listener(bytes)))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {},
  }
}
