import { registrationNumber } from '../codecs/ffd/identifiers.ts'
import { generateStorageLife } from '../codecs/ffd/generator/storage-life.ts'
import type { SimulatorSeed } from '../drivers/device-family.ts'
import type { Clock } from '../foundation/clock.ts'
import { localTime } from '../foundation/local-time.ts'
import type { Random } from '../foundation/random.ts'
import { adoptSampleDocuments } from './sample-documents.ts'

const taxpayerNumber = '9909999996'
const registerSerialNumber = '0000000000000001'

/** The shop that all simulated devices play in. Nobody trades under this number; its storage is of the debug kind (9999…). */
export const virtualShop = {
  organisation: 'ООО "Учебный магазин"',
  address: '101000, Москва, Учебная улица, дом 1',
  taxpayerNumber,
  registerSerialNumber,
  registrationNumber: registrationNumber('0000000001', taxpayerNumber, registerSerialNumber),
  storageSerialNumber: '9999078900001234',
} as const

/** Two months of a small shop, up to this minute, the last seven documents still unsent. */
export function createShopSeed(clock: Clock, random: Random, documentCount: number): SimulatorSeed {
  const life = generateStorageLife({
    owner: virtualShop,
    random,
    until: localTime(clock.civil()),
    documentCount,
    unsentCount: 7,
  })
  return {
    shopName: virtualShop.organisation,
    taxpayerNumber,
    fiscalDocuments: adoptSampleDocuments(life),
  }
}
