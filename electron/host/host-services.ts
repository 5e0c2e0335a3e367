import type { Clock } from '../../native/foundation/clock.ts'
import type { BenchService } from './bench/bench-service.ts'
import type { CheckService } from './checks/check-service.ts'
import type { DeviceService } from './devices/device-service.ts'
import type { FiscalLogService } from './fiscal-log/fiscal-log-service.ts'
import type { ConsentService } from './operations/consent-service.ts'
import type { OperationJournal } from './operations/operation-journal.ts'
import type { RehearsalService } from './rehearsal/rehearsal-service.ts'
import type { RegisterTablesService } from './register-tables/register-tables-service.ts'
import type { ReplacementService } from './replacement/replacement-service.ts'
import type { ReportService } from './reports/report-service.ts'
import type { PosSettingsService } from './settings/pos-settings-service.ts'
import type { Store } from './store/store.ts'
import type { SystemService } from './system/system-service.ts'
import type { TrafficLog } from './traffic/traffic-log.ts'
import type { WizardService } from './wizard/wizard-service.ts'

export interface HostServices {
  readonly clock: Clock
  readonly store: Store
  readonly system: SystemService
  readonly bench: BenchService
  readonly traffic: TrafficLog
  readonly devices: DeviceService
  readonly consents: ConsentService
  readonly journal: OperationJournal
  readonly checks: CheckService
  readonly rehearsal: RehearsalService
  readonly fiscalLog: FiscalLogService
  readonly replacement: ReplacementService
  readonly registerTables: RegisterTablesService
  readonly posSettings: PosSettingsService
  readonly wizard: WizardService
  readonly reports: ReportService
}
