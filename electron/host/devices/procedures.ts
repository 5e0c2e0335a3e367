import { implementer } from '../rpc/implementer.ts'
import { describeFamily } from './describe-family.ts'
import { checkScannedMarking } from './scanned-marking.ts'
import type { DeviceService } from './device-service.ts'

export function devicesProcedures(devices: DeviceService) {
  const { devices: contract } = implementer
  return contract.router({
    families: contract.families.handler(() => devices.families.map(describeFamily)),
    watch: contract.watch.handler(({ signal }) => devices.feed.watch(signal)),
    snapshot: contract.snapshot.handler(() => devices.snapshot()),
    search: contract.search.handler(({ input }) => devices.search(input.roles)),
    cancelSearch: contract.cancelSearch.handler(() => devices.cancelSearch()),
    assign: contract.assign.handler(({ input }) => devices.bind(input.candidateId)),
    bindByHand: contract.bindByHand.handler(({ input }) => devices.bindByHand(input)),
    unbind: contract.unbind.handler(({ input }) => devices.unbind(input.role)),
    reconnect: contract.reconnect.handler(({ input }) => devices.reconnect(input.role)),
    checkMarking: contract.checkMarking.handler(({ input, signal }) =>
      checkScannedMarking(devices, input.scanId, signal),
    ),
    watchReadings: contract.watchReadings.handler(({ signal }) => devices.readings.feed.watch(signal)),
  })
}
