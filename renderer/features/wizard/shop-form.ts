import type { Role } from '../../../electron/contract/vocabulary.ts'
import type { ShopDraft } from '../../../electron/contract/wizard.ts'
import { roles } from '../../ui/roles.ts'

/** What the form holds: every field is there, an empty one is an empty text. */
export interface ShopValues {
  organisation: string
  taxpayerNumber: string
  address: string
  till: string
  posSoftware: NonNullable<ShopDraft['posSoftware']> | ''
  posSoftwareName: string
  installerName: string
  installerOrganisation: string
  roles: Role[]
}

export function valuesOf(draft: ShopDraft): ShopValues {
  return {
    organisation: draft.organisation ?? '',
    taxpayerNumber: draft.taxpayerNumber ?? '',
    address: draft.address ?? '',
    till: draft.till ?? '',
    posSoftware: draft.posSoftware ?? '',
    posSoftwareName: draft.posSoftwareName ?? '',
    installerName: draft.installerName ?? '',
    installerOrganisation: draft.installerOrganisation ?? '',
    roles: draft.roles ?? [...roles],
  }
}

/** As typed, without what is empty; roles in the order of the role strip. */
export function draftOf(values: ShopValues): ShopDraft {
  const { roles: chosen, ...texts } = values
  const filled = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '')) as ShopDraft
  return { ...filled, roles: roles.filter((role) => chosen.includes(role)) }
}
