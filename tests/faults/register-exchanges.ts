import { describe, expect, test } from 'vitest'
import type {
  FiscalRegister,
  RegisterCapability,
  RegistrationValues,
} from '../../native/drivers/fiscal-register/fiscal-register.ts'
import type { RegisterSimulator } from '../../native/drivers/fiscal-register/shared/simulator/register-simulator.ts'
import {
  playRegister,
  registerVariants,
  type RegisterVariant,
} from '../../native/drivers/fiscal-register/test-support/played-register.ts'
import { authorise, type Effect } from '../../native/foundation/operation.ts'
import { spoilEveryByte, spoilSeveralBytes, type Exchange, type FaultKind, type Played } from './every-byte.ts'

interface NamedExchange extends Exchange<RegisterSimulator> {
  readonly needs: RegisterCapability
  /** Moves or changes something, so it is judged under several faults at once, too. */
  readonly effect: boolean
}

const by = (operation: string, effect: Effect) => ({ authorisation: authorise(operation, effect) })
const cashier = { name: 'Ким' }
const registration: RegistrationValues = {
  reason: 'storage-replacement',
  registrationNumber: '0000000001012345',
  taxpayerNumber: '7707083893',
  organisation: 'О',
  address: 'А',
  place: 'М',
  taxSystems: 1,
  workMode: 0,
  extendedMode: 0,
  operatorName: 'О',
  operatorTaxpayerNumber: '7704358518',
  senderEmail: '',
  taxOfficeSite: '',
  formatVersion: '1.2',
}

const question = (needs: RegisterCapability, run: NamedExchange['run']): NamedExchange => ({
  needs,
  run,
  effect: false,
})
const deed = (
  needs: RegisterCapability,
  run: NamedExchange['run'],
  prepare?: NamedExchange['prepare'],
): NamedExchange => ({ needs, run, effect: true, ...(prepare && { prepare }) })

function breakPrint({ machine }: RegisterSimulator): void {
  machine.printer.print(['начало', 'конец'])
  machine.printer.breakPrint()
}

function openShift({ machine }: RegisterSimulator): void {
  machine.storage.append(2, machine.clock.now(), [{ tag: 1038, value: 2 }])
}

/** Every operation of the role. */
const exchanges: Readonly<Record<keyof Omit<FiscalRegister, 'capabilities'>, NamedExchange>> = {
  identify: question('status', (register) => register.identify({})),
  readStatus: question('status', (register) => register.readStatus({})),
  readStorage: question('storage', (register) => register.readStorage({})),
  readOperatorExchange: question('operator-exchange', (register) => register.readOperatorExchange({})),
  readShift: question('status', (register) => register.readShift({})),
  readRegistration: question('registration', (register) => register.readRegistration({})),
  readDocument: question('read-documents', (register) => register.readDocument(2, {})),
  listTables: question('tables', (register) => register.listTables({})),
  readTableField: question('tables', (register) => register.readTableField(1, 1, 1, {})),
  checkMarkingCode: question('check-marking', (register) => register.checkMarkingCode('01\x1d91a\x1d92b', {})),
  writeTableField: deed('tables', (register) =>
    register.writeTableField(1, 1, 1, 3, by('register.write-table', 'setting')),
  ),
  setClock: deed('clock', (register) => register.setClock('2027-01-02T03:04:05', by('register.set-clock', 'setting'))),
  printXReport: deed('x-report', (register) => register.printXReport({})),
  printText: deed('print-text', (register) => register.printText(['Первая', 'Вторая'], {})),
  continuePrint: deed('print-text', (register) => register.continuePrint({}), breakPrint),
  cut: deed('cut', (register) => register.cut({})),
  openDrawer: deed('drawer', (register) => register.openDrawer({})),
  beep: deed('beep', (register) => register.beep({})),
  openShift: deed('shift-reports', (register) => register.openShift(cashier, by('register.open-shift', 'fiscal'))),
  closeShift: deed(
    'shift-reports',
    (register) => register.closeShift(cashier, by('register.close-shift', 'fiscal')),
    openShift,
  ),
  closeStorage: deed(
    'close-storage',
    (register) => register.closeStorage(cashier, by('register.close-storage', 'fiscal')),
    ({ machine }) => machine.sendToOperator(),
  ),
  registerStorage: deed(
    'register-storage',
    (register) => register.registerStorage(registration, cashier, by('register.register-storage', 'fiscal')),
    ({ machine }) => machine.replaceStorage(),
  ),
}

const play = (variant: RegisterVariant) => (): Played<RegisterSimulator> => {
  const { clock, simulator, machine, connect } = playRegister(variant)
  simulator.shorten()
  return { clock, simulator, executed: machine.executed, connect }
}

/** Spoils every byte of everything that a family can do, over each of its link layers. One file a family, so that they run side by side. */
export function spoilExchangesOf(
  family: string,
  options: {
    /** Operations whose answers a weak checksum cannot protect from several faults at once, by link layer. */
    readonly severalFaults?: (label: string, exchange: string) => boolean
    /** Operations without a capability of their own that the family does not have. */
    readonly lacks?: readonly string[]
    /** False for faults that cannot happen on the family's line. */
    readonly possible?: (kind: FaultKind) => boolean
    /** One kind of fault at each byte instead of all of them. */
    readonly inTurn?: boolean
    /** One link layer of the family, where a file for all of them would run too long. */
    readonly only?: string
  } = {},
): void {
  const variants = registerVariants(family)
    .filter(({ settings }) => options.only === undefined || settings['linkLayer'] === options.only)
    .map((variant) => [variant.label, variant] as const)
  describe.each(variants)('every byte of every exchange of %s is spoiled', (label, variant) => {
    const possible = Object.entries(exchanges).filter(
      ([name, { needs }]) => variant.family.manifest.capabilities.includes(needs) && !options.lacks?.includes(name),
    )
    test.each(possible)(
      '%s',
      async (_, exchange) => {
        const { wrong, runs, expectedRuns } = await spoilEveryByte(
          play(variant),
          exchange,
          options.possible,
          options.inTurn,
        )
        expect(runs).toBe(expectedRuns)
        expect(wrong).toEqual([])
      },
      120_000,
    )

    test('several faults at once', async () => {
      const chosen = possible.filter(([name, { effect }]) => options.severalFaults?.(label, name) ?? effect)
      expect(await spoilSeveralBytes(play(variant), Object.fromEntries(chosen), options.possible)).toEqual([])
    }, 120_000)
  })
}
