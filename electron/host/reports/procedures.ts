import { implementer } from '../rpc/implementer.ts'
import type { ReportService } from './report-service.ts'

export function reportsProcedures(reports: ReportService) {
  const { reports: contract } = implementer
  return contract.router({
    previewAct: contract.previewAct.handler(() => reports.preview()),
    createAct: contract.createAct.handler(() => reports.create()),
    acts: contract.acts.handler(() => reports.list()),
    actPdf: contract.actPdf.handler(({ input }) => reports.pdf(input.actId)),
  })
}
