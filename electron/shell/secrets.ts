import type { ElectronApi } from './electron-api.ts'

/** How secrets (bank and operator passwords) can be kept on this machine. */
export type SecretKeeping = 'encrypted' | 'unavailable'

/**
 * On Linux without a key ring Chromium falls back to a fixed password (`basic_text`): that is no encryption, and we do
 * not call it one. Secrets are then asked for again after each start.
 */
export function secretKeeping(
  { safeStorage }: Pick<ElectronApi, 'safeStorage'>,
  platform: NodeJS.Platform,
): SecretKeeping {
  if (!safeStorage.isEncryptionAvailable()) return 'unavailable'
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))
    return 'unavailable'
  return 'encrypted'
}

/** Encrypts a secret for this user of this machine; base64. `undefined` where that cannot be done honestly. */
export function sealSecret(
  electron: Pick<ElectronApi, 'safeStorage'>,
  platform: NodeJS.Platform,
  secret: string,
): string | undefined {
  if (secretKeeping(electron, platform) === 'unavailable') return undefined
  return electron.safeStorage.encryptString(secret).toString('base64')
}

/** Opens what `sealSecret` made. `undefined` for anything else, for instance a file from another machine. */
export function openSecret(
  electron: Pick<ElectronApi, 'safeStorage'>,
  platform: NodeJS.Platform,
  sealed: string,
): string | undefined {
  if (secretKeeping(electron, platform) === 'unavailable') return undefined
  try {
    return electron.safeStorage.decryptString(Buffer.from(sealed, 'base64'))
  } catch {
    return undefined
  }
}
