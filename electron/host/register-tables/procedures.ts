import { implementer } from '../rpc/implementer.ts'
import type { RegisterTablesService } from './register-tables-service.ts'

export function registerTablesProcedures(tables: RegisterTablesService) {
  const { registerTables: contract } = implementer
  return contract.router({
    list: contract.list.handler(({ signal }) => tables.list(signal)),
    readRow: contract.readRow.handler(({ input, signal }) => tables.readRow(input.table, input.row, signal)),
    write: contract.write.handler(({ input: { value, consentId, ...place } }) => tables.write(place, value, consentId)),
  })
}
