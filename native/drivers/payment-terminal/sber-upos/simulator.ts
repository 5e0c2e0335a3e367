import { encodeSingleByte } from '../../../codecs/single-byte-text.ts'
import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { ProgramInvocation, ProgramResult } from '../../../transports/program-runner.ts'
import { numberFor, switchFor, textFor } from '../../control-value.ts'
import type { DeviceFamily } from '../../device-family.ts'
import type { SimulatorControl, VirtualProgram } from '../../device-simulator.ts'
import { emptyMemory, leaveBehind, perform, usualBehaviour, type TerminalBehaviour } from './simulated-terminal.ts'

const fault = (name: string, ru: string, en: string): SimulatorControl => ({
  name,
  label: { ru, en },
  kind: 'fault',
  parameter: { kind: 'yes-no', default: true },
})

const encodings = { CP866: 'ibm866', 'KOI8-R': 'koi8-r', CP1251: 'windows-1251' } as const

const controls: readonly SimulatorControl[] = [
  { name: 'approve', label: { ru: 'Одобрять', en: 'Approve' }, kind: 'action' },
  {
    name: 'decline',
    label: { ru: 'Отказывать с кодом', en: 'Decline with a code' },
    kind: 'action',
    parameter: { kind: 'number', unit: { ru: 'код', en: 'code' }, minimum: 1, maximum: 9999, default: 4451 },
  },
  {
    name: 'wait',
    label: { ru: 'Клиент держит карту', en: 'The client takes' },
    kind: 'action',
    parameter: { kind: 'number', unit: { ru: 'с', en: 's' }, minimum: 0, maximum: 600, default: 2 },
  },
  {
    name: 'encoding',
    label: { ru: 'Кодировка файлов', en: 'Encoding of the files' },
    kind: 'action',
    parameter: {
      kind: 'text',
      default: 'CP866',
      samples: Object.keys(encodings).map((value) => ({ label: { ru: value, en: value }, value })),
    },
  },
  fault('killed', 'Программа падает посреди операции', 'The program dies in the middle'),
  fault('no-result', 'Не писать файл e', 'Do not write the file e'),
  fault('stale-result', 'Оставить файл e прошлой операции', 'Leave the file e of the operation before'),
  fault('truncated-result', 'Обрезать файл e', 'Cut the file e short'),
  fault('needs-reconciliation', 'Пять дней без сверки итогов', 'Five days without reconciliation'),
  fault('undeletable', 'Файл e не удаляется', 'The file e cannot be deleted'),
]

const switches = {
  killed: 'killed',
  'no-result': 'noResult',
  'stale-result': 'staleResult',
  'truncated-result': 'truncatedResult',
  'needs-reconciliation': 'needsReconciliation',
} as const satisfies Record<string, keyof TerminalBehaviour>

/** Plays the vendor's program with a terminal behind it. */
export const createSimulator: DeviceFamily<'payment-terminal'>['createSimulator'] = ({ clock }) => {
  const behaviour: TerminalBehaviour = { ...usualBehaviour }
  const memory = emptyMemory()
  let undeletable = false
  let lastCode = 0

  function control(name: string, value?: string | number | boolean): void {
    if (Object.hasOwn(switches, name)) {
      behaviour[switches[name as keyof typeof switches]] = switchFor(controls, name, value)
      return
    }
    switch (name) {
      case 'approve':
        behaviour.code = 0
        return
      case 'decline':
        behaviour.code = numberFor(controls, name, value)
        return
      case 'wait':
        behaviour.wait = numberFor(controls, name, value)
        return
      case 'undeletable':
        undeletable = switchFor(controls, name, value)
        return
      case 'encoding': {
        const chosen = textFor(controls, name, value)
        if (!Object.hasOwn(encodings, chosen)) throw new RangeError(`No encoding is called ${chosen}`)
        behaviour.encoding = encodings[chosen as keyof typeof encodings]
        return
      }
      default:
        throw new RangeError(`The terminal has no control called ${name}`)
    }
  }

  async function run(invocation: ProgramInvocation, signal?: AbortSignal): Promise<ProgramResult> {
    if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
    if (undeletable) throw new DeviceFailure('link.program-failed', { path: 'e' })
    const before = memory.lastFiles
    // The bank decides while the client is still at the terminal; the program tells of it at the end.
    const answer = perform(memory, behaviour, invocation.arguments, stampOf(clock.civil()))
    const ending = await ends(clock, behaviour, invocation, signal)
    lastCode = answer.code
    if (ending !== 'well')
      return { exitStatus: undefined, timedOut: ending === 'timed-out', stdout: new Uint8Array(), files: new Map() }
    const { result, slip } = leaveBehind(memory, behaviour, answer, before)
    const encode = (text: string) => encodeSingleByte(text, behaviour.encoding).slice(0, invocation.fileLimit)
    const files = new Map<string, Uint8Array>()
    if (result !== undefined && invocation.collect.includes('e')) files.set('e', encode(result))
    if (slip !== undefined && invocation.collect.includes('p')) files.set('p', encode(slip))
    const output = behaviour.noResult || behaviour.truncatedResult ? '' : `return:${answer.code}\n`
    return { exitStatus: 0, timedOut: false, stdout: encode(output), files }
  }

  const program: VirtualProgram = {
    kind: 'program',
    controls,
    control,
    get state() {
      return { ...behaviour, undeletable, payments: memory.payments.length, lastCode }
    },
    run,
  }
  return program
}

type Ending = 'well' | 'timed-out' | 'ended'

/** Waits as long as the operation takes, or until the program is ended. */
function ends(
  clock: Clock,
  { wait, killed }: TerminalBehaviour,
  { timeout }: ProgramInvocation,
  signal: AbortSignal | undefined,
): Promise<Ending> {
  const needed = wait * 1000
  return new Promise((resolve) => {
    const finish = (ending: Ending) => {
      forget()
      signal?.removeEventListener('abort', abort)
      resolve(ending)
    }
    const abort = () => finish('ended')
    const forget = clock.schedule(Math.min(needed, timeout), () =>
      finish(needed > timeout ? 'timed-out' : killed ? 'ended' : 'well'),
    )
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function stampOf(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`
}
