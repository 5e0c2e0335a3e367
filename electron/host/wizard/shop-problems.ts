import { checkTaxpayerNumber } from '../../../native/codecs/ffd/identifiers.ts'
import type { ShopDraft } from '../../contract/wizard.ts'

/** What is missing or wrong in the shop's form: field → key under `wizard.problems`. */
export function shopProblems(shop: ShopDraft): Record<string, string> {
  const problems: Record<string, string> = {}
  if (!shop.organisation?.trim()) problems['organisation'] = 'organisation-missing'
  const taxpayerNumber = shop.taxpayerNumber?.trim() ?? ''
  const verdict = checkTaxpayerNumber(taxpayerNumber)
  if (taxpayerNumber === '') problems['taxpayerNumber'] = 'taxpayer-number-missing'
  else if (!/^\d+$/u.test(taxpayerNumber)) problems['taxpayerNumber'] = 'taxpayer-number-digits'
  else if (verdict === 'format') problems['taxpayerNumber'] = 'taxpayer-number-length'
  else if (verdict === 'checksum' || /^0+$/u.test(taxpayerNumber))
    problems['taxpayerNumber'] = 'taxpayer-number-checksum'
  if (!shop.address?.trim()) problems['address'] = 'address-missing'
  if (!shop.till?.trim()) problems['till'] = 'till-missing'
  if (!shop.posSoftware) problems['posSoftware'] = 'pos-software-missing'
  if (shop.posSoftware === 'other' && !shop.posSoftwareName?.trim())
    problems['posSoftwareName'] = 'pos-software-name-missing'
  if (!shop.installerName?.trim()) problems['installerName'] = 'installer-name-missing'
  if (shop.roles && shop.roles.length === 0) problems['roles'] = 'roles-missing'
  return problems
}
