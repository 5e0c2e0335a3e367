import type { MarkingCheck } from '../fiscal-register.ts'
import type { CommandChannel } from './command-channel.ts'
import { markingCode } from './codec/value-text.ts'
import type { ValuesOf } from './commands/command.ts'
import { acceptCode, checkCode } from './commands/marking.ts'
import { wrongArgument } from './failures.ts'
import { explain } from './outcomes.ts'
import { startWorking } from './start-of-work.ts'

type Signal = AbortSignal | undefined

/** Tag 2003: a single item that is sold; tag 2108: pieces. */
const soldByPiece = 1
const pieces = 0
const reject = 0
const longestCode = 128
/** So many lost answers are got over: a check that was rejected leaves nothing behind. */
const attempts = 3

/** Bits of tag 2106. */
const bit = { storageDone: 1, storageGood: 2, onlineDone: 4, onlineGood: 8 }

/** 79h/1, and then always 79h/2 «exclude from the document», so that the storage keeps no code of ours. */
export async function checkMarkingCode(channel: CommandChannel, code: string, signal: Signal): Promise<MarkingCheck> {
  checkCarriable(code)
  await startWorking(channel, signal)
  const values = {
    markingCode: code,
    processing: 0,
    plannedStatus: soldByPiece,
    quantity: '1',
    measure: pieces,
    force: 1,
  }
  for (let attempt = 1; ; attempt++) {
    const performed = await channel.perform(checkCode, values, signal)
    await channel.perform(acceptCode, { accept: reject }, signal)
    if (performed.state === 'answered') {
      const { answer } = performed
      if ('value' in answer) return read(answer.value)
      throw await explain(channel, checkCode, answer.error, signal)
    }
    if (attempt === attempts || signal?.aborted || performed.failure.code === 'link.lost') throw performed.failure
  }
}

/** Throws `operation.wrong-argument`: the command takes so much, and would read `$` and two digits as a control character. */
function checkCarriable(code: string): void {
  const [written = ''] = markingCode.print(code)
  if (written.length > longestCode) throw wrongArgument('code', `at most ${longestCode} characters`)
  if (/\$[\dA-F]{2}/iu.test(code)) throw wrongArgument('code', '$ and two hexadecimal digits')
}

/** The state's system had three seconds; what it did not say stays empty. */
function read({ checkResult }: ValuesOf<typeof checkCode.result>): MarkingCheck {
  const storageDone = (checkResult & bit.storageDone) !== 0
  const onlineDone = (checkResult & bit.onlineDone) !== 0
  return {
    result: checkResult,
    storage: storageDone ? (checkResult & bit.storageGood ? 'good' : 'bad') : 'not-checked',
    online: onlineDone ? (checkResult & bit.onlineGood ? 'good' : 'bad') : 'unreachable',
  }
}
