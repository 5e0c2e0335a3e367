/** Operations of the command line, by their numbers. The names are the vendor's terms in English. */
export const operations: Readonly<Record<number, string>> = {
  1: 'payment',
  2: 'cash',
  3: 'refund',
  4: 'balance',
  6: 'funds transfer',
  7: 'reconciliation',
  8: 'cancel',
  9: 'journal',
  11: 'service menu',
  12: 'reprint last',
  13: 'emergency rollback',
  15: 'suspend',
  16: 'commit',
  17: 'pre-authorisation',
  18: 'completion',
  20: 'read card',
  21: 'remote load',
  22: 'delete key',
  26: 'terminal check',
  27: 'show screen',
  29: 'card waiting on',
  30: 'card waiting poll',
  31: 'card waiting off',
  36: 'help slip',
  47: 'connectivity test',
  51: 'pre-authorisation',
  52: 'completion',
}

export const operation = {
  pay: 1,
  refund: 3,
  reconcile: 7,
  cancel: 8,
  journal: 9,
  reprint: 12,
  rollBack: 13,
  check: 26,
} as const

/** Arguments of one run. Amounts are whole kopecks; `QSELECT` with a reference refunds without the card. */
export const argumentsFor = {
  check: () => [String(operation.check)],
  pay: (kopecks: number) => [String(operation.pay), String(kopecks)],
  refund: (kopecks: number, reference: string | undefined) => [
    String(operation.refund),
    String(kopecks),
    ...(reference === undefined ? [] : ['0', 'QSELECT', reference]),
  ],
  /** The terminal itself lets the cashier choose among the day's operations; a reference would be ignored. */
  cancel: (kopecks: number) => [String(operation.cancel), String(kopecks)],
  rollBack: (kopecks: number) => [String(operation.rollBack), String(kopecks)],
  reconcile: () => [String(operation.reconcile)],
  totals: () => [String(operation.journal), '1'],
  reprint: () => [String(operation.reprint)],
}
