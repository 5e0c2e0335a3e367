import fastCheck from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { encodeSingleByte, type SingleByteEncoding } from '../../../codecs/single-byte-text.ts'
import { authorise } from '../../../foundation/operation.ts'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ProgramInvocation, ProgramResult, ProgramRunner } from '../../../transports/program-runner.ts'
import type { VirtualProgram } from '../../device-simulator.ts'
import { paymentTerminalChecks } from '../checks.ts'
import type { PaymentTerminal } from '../payment-terminal.ts'
import { cardNumbersIn } from '../test-support/card-numbers-in.ts'
import { sberUpos } from './index.ts'
import { readOutcome } from './program-outcome.ts'
import { resultCode } from './result-codes.ts'
import { parseResultFile } from './result-file.ts'
import { parseSlipFile } from './slip-file.ts'
import { decodeSniffed } from './text-encoding.ts'

const seed = { shopName: 'Ромашка', taxpayerNumber: '7704358518' }
const address = { kind: 'program', directory: '/opt/sc552', program: 'sb_pilot' } as const

let clock: SimulatedClock
let program: VirtualProgram
let runs: ProgramInvocation[]
let terminal: PaymentTerminal

beforeEach(() => {
  clock = new SimulatedClock()
  program = sberUpos.createSimulator({ clock, random: seededRandom(1), seed }) as VirtualProgram
  runs = []
  const runner: ProgramRunner = {
    run(_, invocation, signal) {
      runs.push(invocation)
      return program.run(invocation, signal)
    },
  }
  terminal = sberUpos.createDriver({ access: { kind: 'program', runner, address }, clock, settings: {} })
})

const run = <T>(work: Promise<T>) => clock.runUntilSettled(work)
const consent = (operation: string) => ({ authorisation: authorise(operation, 'money') })
const pay = (kopecks = 12_345) => run(terminal.pay(kopecks, consent('terminal.pay')))
const failureOf = (work: Promise<unknown>) =>
  run(
    work.then(
      () => undefined,
      (error: unknown) => error,
    ),
  )

describe('payment', () => {
  it('is approved with everything that the receipt needs', async () => {
    const outcome = await pay()
    expect(outcome).toMatchObject({
      state: 'done',
      value: {
        approved: true,
        code: '0',
        message: 'ОДОБРЕНО',
        maskedCard: '************0004',
        cardType: 'MIR',
        authorisationCode: '123456',
        retrievalReference: '401512345685',
        slipNumber: '0001',
        terminalNumber: '10123456',
        merchantNumber: '860000012345',
      },
    })
    if (outcome.state === 'done') expect(outcome.value.slips).toHaveLength(2)
    expect(runs).toEqual([
      expect.objectContaining({ arguments: ['1', '12345'], clear: ['e', 'p'], collect: ['e', 'p'] }),
    ])
  })

  it('needs a consent to itself, which serves once, and nothing runs without it', async () => {
    expect(await failureOf(terminal.pay(100, {}))).toMatchObject({ code: 'operation.not-authorised' })
    expect(await failureOf(terminal.pay(100, consent('terminal.refund')))).toMatchObject({
      code: 'operation.not-authorised',
    })
    const once = consent('terminal.pay')
    await run(terminal.pay(100, once))
    expect(await failureOf(terminal.pay(100, once))).toMatchObject({ code: 'operation.not-authorised' })
    for (const operation of [
      () => terminal.refund(1, undefined, {}),
      () => terminal.cancel(1, undefined, {}),
      () => terminal.rollBack(1, undefined, {}),
      () => terminal.reconcile({}),
    ]) {
      expect(await failureOf(operation())).toMatchObject({ code: 'operation.not-authorised' })
    }
    expect(runs).toHaveLength(1)
  })

  it('takes whole kopecks only', async () => {
    for (const sum of [0, -1, 19.99, Number.NaN, 1e15]) {
      expect(await failureOf(terminal.pay(sum, consent('terminal.pay')))).toMatchObject({
        code: 'operation.wrong-argument',
      })
    }
    expect(runs).toHaveLength(0)
  })

  it.each([
    [4451, 'terminal.declined'],
    [2000, 'terminal.declined'],
    [99, 'terminal.not-reachable'],
    [4119, 'terminal.no-bank'],
    [4139, 'terminal.setup'],
    [4136, 'terminal.service'],
    [4134, 'terminal.service'],
  ])('refused with %d is not done: %s', async (code, failure) => {
    program.control('decline', code)
    const outcome = await pay()
    expect(outcome).toMatchObject({ state: 'not-done', failure: { code: failure, data: { deviceCode: String(code) } } })
  })

  it.each(['killed', 'no-result', 'truncated-result'])(
    'is in doubt after %s, and is not run again',
    async (misfortune) => {
      program.control(misfortune)
      expect(await pay()).toMatchObject({
        state: 'in-doubt',
        failure: { code: 'operation.in-doubt' },
        next: 'reprint-last-slip',
      })
      expect(runs).toHaveLength(1)
      // The bank had approved: the way out finds it.
      program.control(misfortune, false)
      expect(await run(terminal.reprint({}))).toMatchObject({ approved: true, authorisationCode: '123456' })
    },
  )

  it('is in doubt when it takes longer than the longest wait', async () => {
    program.control('wait', 300)
    expect(await pay()).toMatchObject({
      state: 'in-doubt',
      next: 'reprint-last-slip',
      failure: { data: { reason: 'killed' } },
    })
  })

  it('that a person gave up is in doubt and to be rolled back', async () => {
    const controller = new AbortController()
    const work = terminal.pay(500, { ...consent('terminal.pay'), signal: controller.signal })
    await clock.advance(500)
    controller.abort()
    expect(await run(work)).toMatchObject({ state: 'in-doubt', next: 'roll-back-last-payment' })
    expect(await run(terminal.rollBack(500, undefined, consent('terminal.roll-back')))).toMatchObject({ state: 'done' })
  })

  it('given up before it started is not done', async () => {
    const signal = AbortSignal.abort()
    expect(await run(terminal.pay(500, { ...consent('terminal.pay'), signal }))).toMatchObject({
      state: 'not-done',
      failure: { code: 'operation.cancelled' },
    })
  })

  it('is in doubt when the result is that of the operation before', async () => {
    await pay(100)
    program.control('stale-result')
    expect(await pay(200)).toMatchObject({ state: 'in-doubt', failure: { code: 'terminal.stale-result' } })
  })

  it('is not started while a stale file cannot be removed', async () => {
    program.control('undeletable')
    expect(await pay()).toMatchObject({ state: 'not-done', failure: { code: 'link.program-failed' } })
  })

  it('is in doubt when all that is told is that there is nothing to print', async () => {
    program.control('decline', 4309)
    expect(await pay()).toMatchObject({ state: 'in-doubt', next: 'reprint-last-slip' })
  })

  it('is read in every encoding', async () => {
    for (const encoding of ['CP866', 'KOI8-R', 'CP1251']) {
      program.control('encoding', encoding)
      expect(await pay()).toMatchObject({ state: 'done', value: { message: 'ОДОБРЕНО' } })
    }
  })
})

describe('the other operations', () => {
  it('run with their own arguments', async () => {
    await pay(100)
    await run(terminal.refund(100, undefined, consent('terminal.refund')))
    await run(terminal.refund(100, '401512345685', consent('terminal.refund')))
    await run(terminal.cancel(100, undefined, consent('terminal.cancel')))
    await run(terminal.rollBack(100, '123456', consent('terminal.roll-back')))
    await run(terminal.totals({}))
    await run(terminal.reprint({}))
    await run(terminal.check({}))
    await run(terminal.reconcile(consent('terminal.reconcile')))
    expect(runs.map((invocation) => invocation.arguments.join(' '))).toEqual([
      '1 100',
      '3 100',
      '3 100 0 QSELECT 401512345685',
      '8 100',
      '13 100',
      '9 1',
      '12',
      '26',
      '7',
    ])
  })

  it('never let an argument pass for two', async () => {
    for (const reference of ['1 2', '', '-x', 'a\nb', 'x'.repeat(50)]) {
      expect(await failureOf(terminal.refund(100, reference, consent('terminal.refund')))).toMatchObject({
        code: 'operation.wrong-argument',
      })
    }
    expect(runs).toHaveLength(0)
  })

  it('rolling back another sum than the last is in doubt', async () => {
    await pay(100)
    expect(await run(terminal.rollBack(200, undefined, consent('terminal.roll-back')))).toMatchObject({
      state: 'in-doubt',
      next: 'print-terminal-totals',
      failure: { data: { deviceCode: '4140' } },
    })
  })

  it('after five days the payment is refused until the totals are reconciled', async () => {
    program.control('needs-reconciliation')
    expect(await pay()).toMatchObject({ state: 'not-done', failure: { data: { deviceCode: '4134', reconcile: true } } })
    expect(await run(terminal.reconcile(consent('terminal.reconcile')))).toMatchObject({ state: 'done' })
    expect(await pay()).toMatchObject({ state: 'done' })
  })

  it('the terminal is known by its number, and silence is not approval', async () => {
    expect(await run(terminal.identify({}))).toMatchObject({
      serialNumber: '10123456',
      facts: [{ value: '860000012345' }],
    })
    program.control('no-result')
    expect(await failureOf(terminal.check({}))).toMatchObject({ code: 'device.wrong-answer' })
    program.control('no-result', false)
    program.control('decline', 99)
    expect(await failureOf(terminal.check({}))).toMatchObject({ code: 'terminal.not-reachable' })
    expect(await failureOf(terminal.reprint({}))).toMatchObject({ code: 'terminal.not-reachable' })
  })

  it('one runs after the other', async () => {
    const both = Promise.all([terminal.check({}), terminal.totals({})])
    await clock.advance(1000)
    expect(runs).toHaveLength(1)
    await run(both)
    expect(runs).toHaveLength(2)
  })
})

const bytes = (text: string, encoding: SingleByteEncoding = 'ibm866') => encodeSingleByte(text, encoding)
const ended = (files: Record<string, string>, stdout = '', more: Partial<ProgramResult> = {}): ProgramResult => ({
  exitStatus: 0,
  timedOut: false,
  stdout: bytes(stdout),
  files: new Map(Object.entries(files).map(([name, text]) => [name, bytes(text)])),
  ...more,
})

describe('what a run left behind', () => {
  it('«nothing to print» never hides the first code', () => {
    expect(readOutcome(ended({ e: '4119,НЕТ СВЯЗИ\r\n' }, 'return:4309\n'), '')).toMatchObject({
      result: { code: '4119' },
    })
    expect(readOutcome(ended({ e: '4309,НЕЧЕГО ПЕЧАТАТЬ\r\n' }, 'return:4451\n'), '')).toMatchObject({
      result: { code: '4451' },
    })
  })

  it('two different answers are no answer, and an exit status is none at all', () => {
    expect(readOutcome(ended({ e: '0,ОДОБРЕНО\r\n' }, 'return:4451\n'), '')).toMatchObject({
      kind: 'unknown',
      reason: 'contradiction',
    })
    expect(readOutcome(ended({ e: '4451,НЕТ СРЕДСТВ\r\n' }, '', { exitStatus: 0 }), '')).toMatchObject({
      result: { approved: false },
    })
  })

  it('a refusal that was only printed is believed, an approval is not', () => {
    expect(readOutcome(ended({}, 'return:99\n'), '')).toMatchObject({ kind: 'answered', result: { code: '99' } })
    expect(readOutcome(ended({}, 'return:0\n'), '')).toMatchObject({ kind: 'unknown', reason: 'no-result' })
    expect(readOutcome(ended({ e: 'мусор' }, ''), '')).toMatchObject({ kind: 'unknown', reason: 'garbled-result' })
  })

  it('a whole result of a program that had to be ended still counts', () => {
    const killed = { exitStatus: undefined, timedOut: true }
    expect(readOutcome(ended({ e: '4451,НЕТ СРЕДСТВ\r\n' }, '', killed), '')).toMatchObject({ kind: 'answered' })
    expect(readOutcome(ended({ e: '0,ОДОБ' }, '', killed), '')).toMatchObject({ kind: 'unknown', reason: 'killed' })
  })

  it('slips are parted at the usual marks and at the till’s own', () => {
    expect(parseSlipFile('one\r\n\u0001\r\ntwo\r\n').copies).toEqual(['one', 'two'])
    expect(parseSlipFile('one\r\n~Stwo').copies).toEqual(['one', 'two'])
    expect(parseSlipFile('one\r\n###\r\ntwo', '###')).toEqual({ copies: ['one', 'two'], cutMark: '###' })
    expect(parseSlipFile('')).toEqual({ copies: [], cutMark: undefined })
  })

  it('encodings are told apart', () => {
    const texts = [
      'ОДОБРЕНО',
      'Нет связи с банком, повторите',
      'НЕДОСТАТОЧНО СРЕДСТВ',
      'Операция прервана',
      'СВЕРКА ИТОГОВ: Итоги совпали',
    ]
    for (const encoding of ['ibm866', 'koi8-r', 'windows-1251'] as const) {
      for (const text of texts) expect(decodeSniffed(bytes(text, encoding))).toBe(text)
    }
    expect(decodeSniffed(new TextEncoder().encode('ОДОБРЕНО'))).toBe('ОДОБРЕНО')
  })

  it('any files get an answer, and no card number survives in it', () => {
    const card = '4111111111111111'
    const text = fastCheck.oneof(
      fastCheck.string({ maxLength: 60 }),
      fastCheck.constantFrom(
        card,
        `0,${card}`,
        `${card}=25121010000`,
        '2200 0000 0000 0004',
        '\u0001',
        '\r\n',
        '0,ОДОБРЕНО\r\n',
      ),
    )
    const file = fastCheck.array(text, { maxLength: 12 }).map((parts) => parts.join('\r\n'))
    fastCheck.assert(
      fastCheck.property(file, file, file, (e, p, stdout) => {
        const outcome = readOutcome(ended({ e: `0,${e}`, p }, stdout), '')
        const strings = JSON.stringify(outcome.kind === 'answered' ? { ...outcome, file: undefined } : outcome)
        expect(cardNumbersIn(strings)).toEqual([])
      }),
    )
    fastCheck.assert(
      fastCheck.property(fastCheck.uint8Array({ maxLength: 400 }), (noise) => {
        const outcome = readOutcome(
          {
            exitStatus: 0,
            timedOut: false,
            stdout: noise,
            files: new Map([
              ['e', noise],
              ['p', noise],
            ]),
          },
          '',
        )
        expect(outcome.kind).toMatch(/answered|unknown/u)
      }),
    )
  })
})

describe('result codes', () => {
  it('have a meaning in both languages, a class and an advice', () => {
    for (const code of [0, 2, 99, 361, 364, 705, 2000, 4119, 4134, 4140, 4142, 4451, 4497, 5100, 5108, 5133]) {
      const { meaning, class: resultClass } = resultCode(code)
      expect([meaning.ru.length > 3, meaning.en.length > 3, resultClass === 'unknown']).toEqual([true, true, false])
    }
    expect(resultCode(4433).meaning.en).toBe('The bank declined, code 33')
    expect(resultCode(8888).class).toBe('unknown')
  })

  it('the file e is read for any text', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ maxLength: 300 }), (text) => {
        const file = parseResultFile(text)
        expect(file === undefined || Number.isInteger(file.code)).toBe(true)
      }),
    )
  })
})

describe('checks', () => {
  const check = (name: string, operation?: string) => {
    const found = paymentTerminalChecks.find(({ id }) => id === `payment-terminal.${name}`)
    if (!found) throw new Error(name)
    const authorisation = operation === undefined ? undefined : authorise(operation, 'money')
    return run(
      found.run({ driver: terminal, clock, signal: new AbortController().signal, authorisation, report: () => {} }),
    )
  }

  it('terminal check and totals pass, a payment of one rouble is followed by its cancellation', async () => {
    expect(await check('check')).toMatchObject({ verdict: 'passed' })
    expect(await check('totals')).toMatchObject({ verdict: 'passed' })
    expect(await check('pay', 'terminal.pay')).toMatchObject({ verdict: 'passed' })
    expect(runs.at(-1)?.arguments).toEqual(['1', '100'])
    expect(await check('cancel', 'terminal.cancel')).toMatchObject({ verdict: 'passed' })
    expect(await check('reconcile', 'terminal.reconcile')).toMatchObject({ verdict: 'passed' })
  })

  it('money without consent fails, a lost result is in doubt', async () => {
    expect(await check('pay')).toMatchObject({ verdict: 'failed', failure: { code: 'operation.not-authorised' } })
    program.control('no-result')
    expect(await check('pay', 'terminal.pay')).toMatchObject({ verdict: 'in-doubt', next: 'reprint-last-slip' })
    program.control('no-result', false)
    expect(await check('reprint')).toMatchObject({ verdict: 'passed' })
    expect(await check('roll-back', 'terminal.roll-back')).toMatchObject({ verdict: 'passed' })
  })
})

describe('probe', () => {
  const probe = () => {
    const runner: ProgramRunner = { run: (_, invocation, signal) => program.run(invocation, signal) }
    return run(sberUpos.probe({ access: { kind: 'program', runner, address }, clock, settings: {}, patience: 700 }))
  }

  it('knows the terminal by its check, and a program without a terminal for what it is', async () => {
    expect(await probe()).toMatchObject({ certainty: 1, identity: { serialNumber: '10123456' } })
    program.control('decline', 99)
    expect(await probe()).toMatchObject({ certainty: 0.9 })
    program.control('undeletable')
    expect(await probe()).toBeUndefined()
  })
})
