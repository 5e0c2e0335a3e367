import {
  abortMarkingCodeChecking,
  acceptMarkingCode,
  checkMarkingCode,
  clearMarkingCodeValidationTable,
  getMarkingCodeCheckResult,
  rejectMarkingCode,
} from '../commands/marking.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

const noCode = new Refusal('Нет проверяемого кода маркировки')

/** The storage has keys for codes whose check stands behind 92, and approves of all of them. */
const good = (code: string): boolean => atob(code).includes('\u001d92')

export const markingBehaviours: readonly Behaviour[] = [
  on(checkMarkingCode, (machine, { mc }) => {
    if (machine.markingCode !== undefined) return new Refusal('Проверка кода маркировки не завершена')
    machine.markingCode = mc
    return {
      fnCheck: { checkResult: good(mc) ? 0 : 1, isValid: good(mc) },
      mcInfo: { mcType: good(mc) ? 4 : 0 },
      isOfflineMode: !machine.operatorReachable,
    }
  }),
  on(getMarkingCodeCheckResult, ({ markingCode, operatorReachable }) => {
    if (markingCode === undefined) return noCode
    if (!operatorReachable) return { isCompleted: true, onlineCheck: { result: 1, description: 'Нет связи с ОИСМ' } }
    const valid = good(markingCode)
    return {
      isCompleted: true,
      onlineCheck: {
        result: 0,
        processingResult: 0,
        mcCheckResult: valid,
        plannedStatusCheckResult: valid ? 1 : 2,
        mcCheckResultRaw: valid ? 15 : 5,
      },
    }
  }),
  on(acceptMarkingCode, (machine) => {
    if (machine.markingCode === undefined) return noCode
    machine.markingCode = undefined
    return { mcCheckResultRaw: 15 }
  }),
  on(rejectMarkingCode, (machine) => {
    if (machine.markingCode === undefined) return noCode
    machine.markingCode = undefined
    return {}
  }),
  on(abortMarkingCodeChecking, (machine) => {
    machine.markingCode = undefined
    return {}
  }),
  on(clearMarkingCodeValidationTable, () => ({})),
]
