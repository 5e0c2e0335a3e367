import type { Storage } from '../../../electron/contract/fiscal-log.ts'

const all = 'all'

/** Which storages the address means; without a word the one in the register, else the one that was read last. */
export function chosenStorages(storages: readonly Storage[], search: string | undefined): readonly Storage[] {
  if (search === all) return storages
  const ids = new Set(search?.split(','))
  const chosen = storages.filter(({ storageId }) => ids.has(storageId))
  if (chosen.length > 0) return chosen
  const usual = storages.find(({ connected }) => connected) ?? storages[0]
  return usual ? [usual] : []
}

/** The address for a choice; all of them follow what is read later. */
export function searchFor(chosen: readonly Storage[], storages: readonly Storage[]): string | undefined {
  if (chosen.length > 1 && chosen.length === storages.length) return all
  return chosen.length === 0 ? undefined : chosen.map(({ storageId }) => storageId).join(',')
}

/** With one more or one less; the last one stays. */
export function toggled(chosen: readonly Storage[], storage: Storage): readonly Storage[] {
  const without = chosen.filter((one) => one !== storage)
  if (without.length === chosen.length) return [...chosen, storage]
  return without.length === 0 ? chosen : without
}
