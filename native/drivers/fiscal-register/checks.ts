import { decodeFixedDocument } from '../../codecs/ffd/fixed-document.ts'
import { walkTlv } from '../../codecs/ffd/tlv-reader.ts'
import { CodecError } from '../../codecs/codec-error.ts'
import { DeviceFailure, isFailure } from '../../foundation/device-failure.ts'
import type { Outcome } from '../../foundation/operation.ts'
import type { CheckEnvironment, CheckVerdict, DeviceCheck, Evidence } from '../check.ts'
import type { RegisterCapability, StorageStatus } from './fiscal-register.ts'
import { civilTime, daysBetween } from './register-time.ts'

type Environment = CheckEnvironment<'fiscal-register'>
type Run = (environment: Environment) => Promise<CheckVerdict>

/** The storage refuses to work when its clock and the register's differ by more. */
const driftLimit = 5 * 60
const shiftLimitHours = 24
/** A storage blocks the register when its oldest document has waited so long for the operator. */
const operatorLimitDays = 30
const operatorNoticeDays = 3
/** Time to order another storage and to fetch it. */
const expiryNoticeDays = 30
const roomNotice = 5_000

const read = { effect: 'read', interaction: 'none', operation: undefined } as const

export const registerChecks: readonly DeviceCheck<'fiscal-register'>[] = [
  check('identify', { ...read, required: true, needs: 'status' }, identify),
  check('storage', { ...read, required: true, needs: 'storage' }, storage),
  check('operator-exchange', { ...read, required: true, needs: 'operator-exchange' }, operatorExchange),
  check('clock', { ...read, required: true, needs: 'clock' }, clockDrift),
  check('shift', { ...read, required: true, needs: 'status' }, shift),
  check('read-document', { ...read, required: true, needs: 'read-documents' }, readDocument),
  check('print-text', { ...physical('look-at-paper'), required: true, needs: 'print-text' }, printText),
  check('cut', { ...physical('look-at-paper'), required: false, needs: 'cut' }, (environment) =>
    act(environment, environment.driver.cut(environment), 'register-paper-cut'),
  ),
  check('drawer', { ...physical('look-at-drawer'), required: false, needs: 'drawer' }, (environment) =>
    act(environment, environment.driver.openDrawer(environment), 'register-drawer-open'),
  ),
  check('beep', { ...physical('hear-beep'), required: false, needs: 'beep' }, (environment) =>
    act(environment, environment.driver.beep(environment), 'register-beep-heard'),
  ),
  check('x-report', { ...physical('look-at-paper'), required: false, needs: 'x-report' }, (environment) =>
    act(environment, environment.driver.printXReport(environment), 'register-x-report-printed'),
  ),
  check(
    'set-clock',
    { effect: 'setting', interaction: 'none', required: false, needs: 'clock', operation: 'register.set-clock' },
    setClock,
  ),
]

function physical(interaction: 'look-at-paper' | 'look-at-drawer' | 'hear-beep') {
  return { effect: 'physical', interaction, operation: undefined } as const
}

function check(
  name: string,
  traits: Pick<DeviceCheck, 'effect' | 'interaction' | 'required' | 'operation'> & {
    readonly needs: RegisterCapability
  },
  run: Run,
): DeviceCheck<'fiscal-register'> {
  return { id: `fiscal-register.${name}`, role: 'fiscal-register', ...traits, run: guarded(run) }
}

/** A failure of the device is a verdict; being cancelled is the caller's business. */
function guarded(run: Run): Run {
  return async (environment) => {
    try {
      return await run(environment)
    } catch (error) {
      if (!isFailure(error) || error.code === 'operation.cancelled') throw error
      return { verdict: 'failed', failure: error, evidence: [] }
    }
  }
}

/** Performs what a person has to look at, and asks the person. */
async function act(_: Environment, outcome: Promise<Outcome<void>>, question: string): Promise<CheckVerdict> {
  const ended = await outcome
  return verdictOf(ended) ?? { verdict: 'ask-person', question, evidence: [] }
}

function verdictOf(outcome: Outcome<void>): CheckVerdict | undefined {
  switch (outcome.state) {
    case 'done':
      return undefined
    case 'not-done':
      if (outcome.failure.code === 'operation.cancelled') throw outcome.failure
      return { verdict: 'failed', failure: outcome.failure, evidence: [] }
    case 'in-doubt':
      return { verdict: 'in-doubt', failure: outcome.failure, next: outcome.next, evidence: [] }
  }
}

function known(name: string, value: Evidence['value'] | undefined): Evidence[] {
  return value === undefined ? [] : [{ name, value }]
}

async function identify({ driver, signal }: Environment): Promise<CheckVerdict> {
  const { vendor, model, serialNumber, firmware, facts } = await driver.identify({ signal })
  const status = await driver.readStatus({ signal })
  const evidence = [
    ...known('vendor', vendor),
    ...known('model', model),
    ...known('serialNumber', serialNumber),
    ...known('firmware', firmware),
    ...facts.map(({ name, value }) => ({ name: 'fact', value: `${name}: ${value}` })),
    { name: 'registerPaper', value: status.paper === 'present' },
    { name: 'registerCoverClosed', value: status.cover !== 'open' },
  ]
  const attention = (reason: string): CheckVerdict => ({ verdict: 'attention', reason, evidence })
  if (status.cover === 'open') return attention('register-cover-open')
  if (status.paper === 'absent') return attention('register-no-paper')
  if (status.waitsForContinue) return attention('register-print-broken-off')
  return { verdict: 'passed', evidence }
}

async function storage({ driver, clock, signal }: Environment): Promise<CheckVerdict> {
  const status = await driver.readStorage({ signal })
  const daysLeft =
    status.validUntil === undefined
      ? undefined
      : Math.floor(daysBetween(clock.civil(), new Date(`${status.validUntil}T23:59:59`)))
  const evidence = [
    { name: 'storageNumber', value: status.serialNumber },
    { name: 'storagePhase', value: status.phase },
    ...known('storageValidUntil', status.validUntil),
    ...known('storageDaysLeft', daysLeft),
    { name: 'lastDocument', value: status.lastDocumentNumber },
    ...known('storageDocumentsLeft', status.documentsLeft),
    ...known('storageBufferLeft', status.bufferKilobytesLeft),
    ...known('storageVersion', status.version),
  ]
  const reason = storageConcern(status, daysLeft)
  return reason ? { verdict: 'attention', reason, evidence } : { verdict: 'passed', evidence }
}

/** The first that stops the shop soonest. */
function storageConcern(status: StorageStatus, daysLeft: number | undefined): string | undefined {
  const { warnings, phase } = status
  if (warnings.includes('critical')) return 'storage-critical'
  if (phase === 'closed-unsent' || phase === 'archive') return 'storage-closed'
  if (phase !== 'fiscal') return 'storage-not-registered'
  if (warnings.includes('operator-wait-exceeded')) return 'storage-operator-wait'
  if (warnings.includes('replace-urgently') || (daysLeft !== undefined && daysLeft < 3))
    return 'storage-replace-urgently'
  if (warnings.includes('replace-soon') || (daysLeft !== undefined && daysLeft < expiryNoticeDays))
    return 'storage-replace-soon'
  if (warnings.includes('memory-almost-full')) return 'storage-almost-full'
  if (status.documentsLeft !== undefined && status.documentsLeft < roomNotice) return 'storage-almost-full'
  if (status.serial === false) return 'storage-debug'
  return undefined
}

async function operatorExchange({ driver, clock, signal }: Environment): Promise<CheckVerdict> {
  const exchange = await driver.readOperatorExchange({ signal })
  const waiting = exchange.firstUnsentTime && daysBetween(new Date(exchange.firstUnsentTime), clock.civil())
  const days = typeof waiting === 'number' ? Math.max(0, Math.floor(waiting)) : undefined
  const evidence = [
    { name: 'unsentDocuments', value: exchange.unsentCount },
    ...known('firstUnsentDocument', exchange.firstUnsentNumber),
    ...known('firstUnsentTime', exchange.firstUnsentTime),
    ...known('unsentDays', days),
  ]
  if (days !== undefined && days >= operatorLimitDays)
    return { verdict: 'attention', reason: 'operator-wait-over', evidence }
  if (days !== undefined && days >= operatorNoticeDays)
    return { verdict: 'attention', reason: 'operator-wait-long', evidence }
  return { verdict: 'passed', evidence }
}

async function clockDrift({ driver, clock, signal }: Environment): Promise<CheckVerdict> {
  const { clock: shown } = await driver.readStatus({ signal })
  const now = clock.civil()
  const time = shown === undefined ? NaN : new Date(shown).getTime()
  if (Number.isNaN(time)) {
    return {
      verdict: 'attention',
      reason: 'register-clock-unset',
      evidence: known('registerClock', shown),
    }
  }
  const drift = Math.round((time - now.getTime()) / 1000)
  const evidence = [
    { name: 'registerClock', value: shown ?? '' },
    { name: 'computerClock', value: civilTime(now) },
    { name: 'clockDrift', value: drift },
  ]
  return Math.abs(drift) > driftLimit
    ? { verdict: 'attention', reason: 'register-clock-drift', evidence }
    : { verdict: 'passed', evidence }
}

async function shift({ driver, signal }: Environment): Promise<CheckVerdict> {
  const status = await driver.readStatus({ signal })
  const parameters = await driver.readShift({ signal })
  const evidence = [
    { name: 'shiftState', value: status.shift },
    { name: 'shiftNumber', value: parameters.number },
    { name: 'shiftReceipts', value: parameters.receiptNumber },
    { name: 'shiftLimitHours', value: shiftLimitHours },
  ]
  if (status.shift === 'open-over-24h') return { verdict: 'attention', reason: 'shift-over-24h', evidence }
  if (status.documentOpen) return { verdict: 'attention', reason: 'register-document-open', evidence }
  return { verdict: 'passed', evidence }
}

/** The last document as the storage keeps it: both of its forms must carry the number that the storage says. */
async function readDocument({ driver, signal }: Environment): Promise<CheckVerdict> {
  const { lastDocumentNumber } = await driver.readStorage({ signal })
  if (lastDocumentNumber === 0) {
    return { verdict: 'attention', reason: 'storage-empty', evidence: [{ name: 'lastDocument', value: 0 }] }
  }
  const document = await driver.readDocument(lastDocumentNumber, { signal })
  const evidence = [
    { name: 'lastDocument', value: lastDocumentNumber },
    { name: 'documentBytes', value: (document.tlv ?? document.fixed)?.length ?? 0 },
    { name: 'documentConfirmed', value: document.confirmation !== undefined },
  ]
  const numbers = numbersOf(document.fixed, document.tlv)
  if (numbers.length > 0 && numbers.every((number) => number === lastDocumentNumber))
    return { verdict: 'passed', evidence }
  const failure = new DeviceFailure('device.wrong-answer', {
    expected: lastDocumentNumber,
    received: numbers.join(', '),
  })
  return { verdict: 'failed', failure, evidence }
}

/** Number of a document inside its own requisites. */
const numberTag = 1040

function numbersOf(fixed: Uint8Array | undefined, tlv: Uint8Array | undefined): (number | undefined)[] {
  try {
    const numbers: (number | undefined)[] = fixed ? [decodeFixedDocument(fixed).number] : []
    if (tlv) {
      const own = [...walkTlv(tlv, 4)].find(({ tag }) => tag === numberTag)
      const value = own && tlv.subarray(own.valueStart, own.valueEnd)
      numbers.push(value?.reduceRight((sum, byte) => sum * 256 + byte, 0))
    }
    return numbers
  } catch (error) {
    if (error instanceof CodecError) return [undefined]
    throw error
  }
}

/** Both alphabets, digits and the signs of a price: a wrong character set shows at once. Only what CP866 has, too. */
const sample = [
  'ПРОВЕРКА ПЕЧАТИ',
  'НЕ ФИСКАЛЬНЫЙ ДОКУМЕНТ',
  '--------------------------------',
  'Съешь ещё этих мягких',
  'французских булок, да выпей чаю',
  'THE QUICK BROWN FOX № 1234567890',
  'Итого: 1 234,50   100%   "ЁёЪъЫы"',
]

async function printText(environment: Environment): Promise<CheckVerdict> {
  const { driver, clock, signal } = environment
  const lines = [...sample, civilTime(clock.civil()).replace('T', ' ')]
  return act(environment, driver.printText(lines, { signal }), 'register-slip-readable')
}

async function setClock(environment: Environment): Promise<CheckVerdict> {
  const { driver, clock, signal, authorisation } = environment
  const outcome = await driver.setClock(civilTime(clock.civil()), { signal, authorisation })
  return verdictOf(outcome) ?? clockDrift(environment)
}
