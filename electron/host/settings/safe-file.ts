import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { HostFailure } from '../host-failure.ts'

/** A settings file is text of some kilobytes; anything longer is not ours to rewrite. */
const longest = 4 * 1024 * 1024
const mostBackups = 20

/** The file's text, or `undefined` if there is none. Throws `settings.cannot-write` for what cannot be read as one. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > longest) throw new HostFailure('settings.cannot-write', { path, reason: 'too large' })
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error instanceof HostFailure ? error : cannot(path, error)
  }
}

/** Puts the whole text in the file's place at once: a reader sees the old one or the new one, also after a power cut. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.new`)
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(draft, 'w', 0o644)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw cannot(path, error)
  }
}

/** Backups of a file, newest first: `<file>.<time>.backup`, where an empty one says that there was no file. */
export async function listBackups(path: string): Promise<{ path: string; at: string }[]> {
  const prefix = `${basename(path)}.`
  const names = await readdir(dirname(path)).catch(() => [] as string[])
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith('.backup'))
    .map((name) => ({ path: join(dirname(path), name), at: timeOf(name.slice(prefix.length, -'.backup'.length)) }))
    .filter((backup): backup is { path: string; at: string } => backup.at !== undefined)
    .toSorted((left, right) => (left.at < right.at ? 1 : -1))
}

/** Keeps what stands in the file now. The oldest backups beyond twenty go. */
export async function keepBackup(path: string, text: string | undefined, now: Date): Promise<void> {
  const name = now.toISOString().replaceAll(/[-:]/gu, '')
  await writeWhole(`${path}.${name}.backup`, text ?? '')
  for (const old of (await listBackups(path)).slice(mostBackups)) await rm(old.path, { force: true })
}

function timeOf(name: string): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d\.\d{3})Z$/u.exec(name)
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z` : undefined
}

function cannot(path: string, error: unknown): HostFailure {
  const reason = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error))
  return new HostFailure('settings.cannot-write', { path, reason }, { cause: error })
}
