import type { FiscalReport, ReplacementTask } from '../../contract/replacement.ts'
import type { ReplacementRecord } from './replacement-record.ts'

const ids: readonly ReplacementTask['id'][] = ['application', 'card', 'operator', 'keep-storage', 'keep-files']

/** What is left to people, each with the values that it takes, as they have to be typed. */
export function describeTasks(
  record: ReplacementRecord,
  reports: { readonly closing?: FiscalReport | undefined; readonly registration?: FiscalReport | undefined },
): ReplacementTask[] {
  const { draft } = record
  const values: Readonly<Record<ReplacementTask['id'], ReplacementTask['values']>> = {
    application: [
      ...named('registrationNumber', draft.registrationNumber),
      ...named('taxpayerNumber', draft.taxpayerNumber),
      ...named('registerSerialNumber', record.registerSerialNumber),
      ...named('newStorage', record.newStorageId),
      ...describeReport('closing', reports.closing),
      ...describeReport('registration', reports.registration),
    ],
    card: [...named('newStorage', record.newStorageId), ...named('registrationNumber', draft.registrationNumber)],
    operator: [...named('operatorName', draft.operatorName), ...named('newStorage', record.newStorageId)],
    'keep-storage': named('oldStorage', record.storageId),
    'keep-files': named('oldStorage', record.storageId),
  }
  return ids.map((id) => ({ id, done: record.ticked.includes(id), values: values[id] }))
}

function describeReport(of: 'closing' | 'registration', report: FiscalReport | undefined): ReplacementTask['values'] {
  return [
    ...named(`${of}Document`, report?.documentNumber.toString()),
    ...named(`${of}Sign`, report?.fiscalSign),
    ...named(`${of}Time`, report?.time),
  ]
}

function named(name: string, value: string | undefined): ReplacementTask['values'] {
  return value === undefined || value.trim() === '' ? [] : [{ name, value: value.trim() }]
}
