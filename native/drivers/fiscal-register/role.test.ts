import { describe, expect, test } from 'vitest'
import { isFailure } from '../../foundation/device-failure.ts'
import { seededRandom } from '../../foundation/random.ts'
import type { ByteLink } from '../../transports/byte-link.ts'
import { registerCapabilities, type RegisterCapability } from './fiscal-register.ts'
import { simulatedLink } from './shared/simulator/simulated-link.ts'
import { seedDocuments } from './shared/simulator/small-storage.ts'
import {
  capable,
  code,
  details,
  faultsOf,
  lineFaults,
  listened,
  operationOf,
  settingConsent,
  variants,
} from './test-support/every-register.ts'
import { playRegister } from './test-support/played-register.ts'

/** What every register family answers, whatever it speaks: one shop, one storage, the same answers. */

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
      firstUnsentTime: expect.stringMatching(/^2026-11-20T11:00/u) as string,
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
    expect(clock.now() - before).toBeLessThan(200)
    expect(await run(operationOf['x-report'](register))).toMatchObject({ state: 'not-done' })
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

  test('a question survives whatever can go wrong on its line', async () => {
    for (const fault of faultsOf(variant)) {
      const { register, run, simulator } = playRegister(variant)
      await run(register.readShift({}))
      simulator.control(fault)
      // What is wrong with the machine rather than the line it may say in its own words, once.
      const first = await run(register.readShift({}).catch((error: unknown) => error))
      const refused = isFailure(first) && first.data['deviceCode'] !== undefined && !lineFaults.includes(fault)
      if (!refused) expect(first, fault).toEqual({ open: false, number: 1, receiptNumber: 1 })
      expect(await run(register.readShift({})), fault).toEqual({ open: false, number: 1, receiptNumber: 1 })
    }
  })

  test('two operations at once go one after the other', async () => {
    const { register, run } = playRegister(variant)
    const [status, storage] = await run(Promise.all([register.readStatus({}), register.readStorage({})]))
    expect(status.shift).toBe('closed')
    expect(storage.lastDocumentNumber).toBe(4)
  })

  test('a probe gives up in time where nobody answers', async () => {
    const { clock, simulator, run } = playRegister(variant)
    simulator.control('silence')
    const access = { kind: 'bytes', link: simulatedLink(simulator, clock) } as const
    const before = clock.now()
    const answer = await run(variant.family.probe({ access, clock, settings: variant.settings, patience: 700 }))
    expect(answer).toBeUndefined()
    expect(clock.now() - before).toBeLessThanOrEqual(700)
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

  test.each(capable('clock'))('%s reads a clock back where the answer is lost', async (_, variant) => {
    const { register, run, machine, simulator } = playRegister(variant)
    const count = machine.count.bind(machine)
    machine.count = (effect: string) => {
      count(effect)
      simulator.control('lost-answer')
    }
    const set = (time: string) => run(register.setClock(time, settingConsent('register.set-clock')))
    const now = machine.clock.now()
    const same = await set(now)
    expect(machine.executed.size).toBe(1)
    // Set to what it showed already: only a late answer could tell.
    expect(['done', 'in-doubt']).toContain(same.state)
    expect(await set('2027-01-02T03:04:05')).toMatchObject({ state: 'done' })
    expect(machine.clock.now()).toMatch(/^2027-01-02T03:0[45]/u)
    expect(Math.max(...machine.executed.values())).toBe(2)
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
