import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roles } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { Localized } from '../../contract/vocabulary.ts'
import type { SettingsPreview, ShopDraft } from '../../contract/wizard.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { HostFailure } from '../host-failure.ts'
import type { ConsentService } from '../operations/consent-service.ts'
import type { Installation } from '../wizard/installation.ts'
import { describeEquipment } from './pos-parameters.ts'
import { lineDifference } from './line-difference.ts'
import { keepBackup, listBackups, readText, writeWhole } from './safe-file.ts'

const settingsFileName = 'stykovka-devices.json'
type PosSoftware = NonNullable<ShopDraft['posSoftware']>

const titles: Readonly<Record<PosSoftware, Localized>> = {
  '1c-retail': { ru: '1С:Розница', en: '1C:Retail' },
  '1c-trade': { ru: '1С:Управление торговлей', en: '1C:Trade Management' },
  frontol: { ru: 'Frontol', en: 'Frontol' },
  'set-retail': { ru: 'Set Retail', en: 'Set Retail' },
  other: { ru: 'Кассовая программа', en: 'POS software' },
}

/**
 * The devices' parameters in a file for the POS software: what would change is shown first, the file is replaced whole,
 * the one before is kept, and a change made meanwhile by anybody else is never overwritten.
 */
export class PosSettingsService {
  readonly #clock: Clock
  readonly #devices: DeviceService
  readonly #consents: ConsentService
  readonly #folder: string
  #current: () => Promise<Installation> = () => Promise.reject(new Error('no wizard yet'))

  constructor(options: { clock: Clock; devices: DeviceService; consents: ConsentService; dataDirectory: string }) {
    this.#clock = options.clock
    this.#devices = options.devices
    this.#consents = options.consents
    const base =
      options.dataDirectory === ':memory:' ? join(tmpdir(), `stykovka-${process.pid}`) : options.dataDirectory
    this.#folder = join(base, 'pos')
  }

  /** The wizard knows which POS software it is; it is made after this service. */
  follow(installation: () => Promise<Installation>): void {
    this.#current = installation
  }

  async preview(): Promise<SettingsPreview[]> {
    return [await this.#preview(await this.#current())]
  }

  async write(targetId: string, digest: string, consentId: string): Promise<SettingsPreview> {
    const installation = await this.#current()
    const preview = await this.#previewOf(targetId, installation)
    this.#consents.use(consentId, 'settings.write', { targetId, digest })
    if (preview.digest !== digest) throw new HostFailure('settings.changed-meanwhile', { path: preview.path })
    if (preview.changed) {
      await keepBackup(preview.path, await readText(preview.path), this.#clock.civil())
      await writeWhole(preview.path, this.#wanted(installation))
    }
    return this.#preview(installation)
  }

  async undo(targetId: string, consentId: string): Promise<SettingsPreview> {
    const installation = await this.#current()
    const preview = await this.#previewOf(targetId, installation)
    this.#consents.use(consentId, 'settings.undo', { targetId })
    const [newest] = preview.backups
    if (!newest) throw new HostFailure('settings.nothing-to-undo', { path: preview.path })
    const text = await readText(newest.path)
    if (text) await writeWhole(preview.path, text)
    else await rm(preview.path, { force: true })
    await rm(newest.path, { force: true })
    return this.#preview(installation)
  }

  /** How the file stands to the devices, for the wizard. A file that cannot be read differs. */
  async standing(installation: Installation): Promise<'nothing-to-write' | 'differs' | 'written'> {
    if (!roles.some((role) => this.#devices.isBound(role))) return 'nothing-to-write'
    const present = await readText(this.#pathOf(installation)).catch(() => undefined)
    return present === this.#wanted(installation) ? 'written' : 'differs'
  }

  async #previewOf(targetId: string, installation: Installation): Promise<SettingsPreview> {
    const preview = await this.#preview(installation)
    if (preview.targetId !== targetId) throw new HostFailure('host.not-found', { what: targetId })
    return preview
  }

  async #preview(installation: Installation): Promise<SettingsPreview> {
    const path = this.#pathOf(installation)
    const present = await readText(path)
    const wanted = this.#wanted(installation)
    const software = softwareOf(installation)
    const named = installation.shop.posSoftwareName?.trim()
    return {
      targetId: software,
      title: software === 'other' && named ? { ru: named, en: named } : titles[software],
      path,
      exists: present !== undefined,
      changed: present !== wanted,
      lines: lineDifference(present ?? '', wanted),
      digest: createHash('sha256')
        .update(`${present === undefined ? 'absent' : 'present'}\n${present ?? ''}\n${wanted}`)
        .digest('hex'),
      backups: await listBackups(path),
    }
  }

  #pathOf(installation: Installation): string {
    return join(this.#folder, softwareOf(installation), settingsFileName)
  }

  /** The file as it should be. Nothing in it changes by itself: no times, no counters, no secrets. */
  #wanted(installation: Installation): string {
    const { shop } = installation
    const equipment = roles
      .map((role) => this.#devices.binding(role))
      .filter((binding) => binding.familyId !== undefined)
      .map((binding) => {
        const family = this.#devices.families.find((candidate) => candidate.manifest.id === binding.familyId)
        const open = family?.manifest.settings
          .filter((field) => !(field.kind === 'text' && field.secret))
          .map((field) => field.name)
        return describeEquipment(binding, binding.settings, new Set(open))
      })
    const content = {
      Organisation: shop.organisation ?? '',
      INN: shop.taxpayerNumber ?? '',
      Workplace: shop.till ?? '',
      Equipment: equipment,
    }
    return `${JSON.stringify(content, null, 2)}\n`
  }
}

function softwareOf({ shop }: Installation): PosSoftware {
  return shop.posSoftware ?? 'other'
}
