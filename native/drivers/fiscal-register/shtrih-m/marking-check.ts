import type { MarkingCheck } from '../fiscal-register.ts'
import type { CommandChannel } from './command-channel.ts'
import { acceptCode, checkCode } from './commands/marking.ts'
import { refusal } from './failures.ts'

type Signal = AbortSignal | undefined

/** Tag 2003: a single item that is sold. */
const soldByPiece = 1
/** So many lost answers are got over: a check that was rejected leaves nothing behind. */
const attempts = 3

/** Bits of the local result (tag 2004) and of the whole (tag 2106). */
const local = { done: 1, good: 2 }
const whole = { onlineDone: 4, onlineGood: 8 }
/** What the storage says of the online answer. */
const taken = 0

/** FF61h, and then always FF69h «reject»: the machine takes no other check before it. */
export async function checkMarkingCode(channel: CommandChannel, code: string, signal: Signal): Promise<MarkingCheck> {
  const request = { plannedStatus: soldByPiece, processingMode: 0, kmLength: code.length, tlvLength: 0, km: code }
  for (let attempt = 1; ; attempt++) {
    const performed = await channel.perform(checkCode, request, signal)
    await channel.perform(acceptCode, { decision: reject }, signal)
    if (performed.state === 'answered') {
      if ('value' in performed.answer) return read(performed.answer.value as CheckAnswer)
      throw refusal(checkCode, performed.answer.error)
    }
    if (attempt === attempts || signal?.aborted || performed.failure.code === 'link.lost') throw performed.failure
  }
}

const reject = 0

interface CheckAnswer {
  readonly localStatus: number
  readonly fnAnswerCode?: number
  readonly tag2106?: number
}

function read({ localStatus, fnAnswerCode, tag2106 }: CheckAnswer): MarkingCheck {
  return {
    result: fnAnswerCode === taken && tag2106 !== undefined ? tag2106 : localStatus & (local.done | local.good),
    storage: localStatus & local.done ? (localStatus & local.good ? 'good' : 'bad') : 'not-checked',
    online: onlineResult(fnAnswerCode, tag2106),
  }
}

function onlineResult(fnAnswerCode: number | undefined, tag2106 = 0): MarkingCheck['online'] {
  if (fnAnswerCode === undefined) return 'not-asked'
  if (fnAnswerCode !== taken || (tag2106 & whole.onlineDone) === 0) return 'unreachable'
  return tag2106 & whole.onlineGood ? 'good' : 'bad'
}
