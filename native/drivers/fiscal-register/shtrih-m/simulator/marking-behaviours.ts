import { acceptCode, checkCode } from '../commands/marking.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

const wrongOrder = new Refusal(0xa1)

/** Tag 2100: a code with a key and a signature that the storage can check, or one that it cannot. */
const codeType = { checkable: 2, short: 5 }
const reason = { checked: 0, noSignature: 3 }
const accept = 1

/** A code that carries groups 91 and 92 is good. The state's system answers as long as the operator can be reached. */
export const markingBehaviours: readonly Behaviour[] = [
  on(checkCode, 'operator', (machine, request) => {
    if (machine.checkedCode !== undefined) return wrongOrder
    const { km: code = '' } = request as { readonly km?: string }
    const signed = code.includes('\x1d91') && code.includes('\x1d92')
    machine.checkedCode = code
    const kept = {
      localStatus: signed ? 3 : 0,
      localReason: signed ? reason.checked : reason.noSignature,
      kmType: signed ? codeType.checkable : codeType.short,
    }
    const whole = kept.localStatus | 0b1100
    return machine.operatorReachable
      ? { ...kept, addLength: 2, fnAnswerCode: 0, tag2106: whole }
      : { ...kept, addLength: 0 }
  }),
  on(acceptCode, 'operator', (machine, { decision }) => {
    if (machine.checkedCode === undefined) return wrongOrder
    machine.checkedCode = undefined
    return decision === accept ? { tag2106: 3 } : {}
  }),
]
