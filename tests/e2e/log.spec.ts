import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, type Browser, type Download, type Page } from 'playwright/test'
import type { PartName } from '../../electron/host/fiscal-log/derive/document-parts.ts'
import { chainHash } from '../../electron/host/store/operations/document-chain.ts'
import { Installer } from './installer.ts'
import { anyPluralOf } from './texts.ts'
import { expectAccessible, launchBrowser, sizes, watchForTrouble, Workstation } from './workstation.ts'

let browser: Browser
test.beforeAll(async () => {
  browser = await launchBrowser()
})
test.afterAll(() => browser.close())

/** What the generated storage of the bench holds. */
const documents = 1_512
const unsent = 7
const inShift = 36

test('the log is read, searched, filtered, summed, proven and taken away; a file with holes yields findings', async ({}, info) => {
  const workstation = new Workstation()
  const context = await browser.newContext({
    viewport: sizes.till,
    reducedMotion: 'reduce',
    locale: 'ru-RU',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const trouble = watchForTrouble(page)
  const person = new Installer(page, 'ru')
  const { say } = person
  const rows = page.getByRole('option')
  const count = (figure: number) =>
    expect(
      page.getByText(new RegExp(`^${new Intl.NumberFormat('ru-RU').format(figure)} документ\\p{L}*$`, 'u')),
    ).toBeVisible()
  const choose = async (label: string, option: string | RegExp) => {
    await page.getByRole('button', { name: say(label) }).click()
    await page.getByRole('option', { name: option }).first().click()
  }
  const tab = (view: string) => page.getByRole('tab', { name: say(`ui.log.viewNames.${view}`) }).click()
  const look = async (name: string) => {
    await expectAccessible(page)
    await page.screenshot({ path: info.outputPath(`${name}.png`) })
  }
  try {
    await page.goto(await workstation.start())
    await person.bindOne('fiscal-register')
    await person.goTo('log')
    await person.button('ui.log.read').first().click()
    await expect(page.getByText(anyPluralOf('ru', 'ui.log.finished'))).toBeVisible({ timeout: 240_000 })
    await count(documents)

    await test.step('search by part of a word in any case, by number and by sum', async () => {
      const search = page.getByRole('searchbox', { name: say('ui.log.search') })
      await search.fill('МОЛОК')
      await expect(rows.first()).toContainText('Молоко')
      await search.fill('1505')
      await expect(rows.first()).toContainText('1505')
      await search.fill('такого товара нет')
      await expect(page.getByText(say('ui.log.nothingFound'))).toBeVisible()
      await search.fill('')
      await count(documents)
    })

    await test.step('filters narrow the list, each on top of the others', async () => {
      await choose('ui.log.sentState', say('ui.log.sentStates.unsent'))
      await count(unsent)
      await look('unsent')
      await person.button('ui.log.clearFilters', { count: '1' }).click()
      await person.button('ui.log.moreConditions').click()
      await choose('ui.log.payment', say('ui.log.payments.cash'))
      await page.getByLabel(say('ui.log.sumFrom'), { exact: true }).fill('1 000,00')
      await page.getByLabel(say('ui.log.sumTo'), { exact: true }).fill('1500')
      await expect(rows.first()).toContainText(/1\s\d{3},\d\d/u)
      await page.getByLabel(say('ui.log.shiftFrom'), { exact: true }).fill('x')
      await page.keyboard.press('Tab')
      await expect(page.getByText(say('ui.log.noShift'))).toBeVisible()
      await page.getByLabel(say('ui.log.shiftFrom'), { exact: true }).fill('')
      await look('filters')
      await person.button('ui.log.clearFilters', { count: '3' }).click()
      await count(documents)
    })

    await test.step('shifts and days with their totals; a press shows their documents', async () => {
      await tab('days')
      await expect(page.getByRole('row').nth(3)).toContainText('₽')
      await tab('shifts')
      await look('shifts')
      await page.getByRole('button', { name: /^Смена № 41/u }).click()
      await count(inShift)
      await person.button('ui.log.clearFilters', { count: '2' }).click()
    })

    await test.step('the chain is whole and nothing contradicts itself', async () => {
      await tab('integrity')
      await person.button('ui.log.verify').click()
      await expect(page.getByText(anyPluralOf('ru', 'ui.log.chain.sound'))).toBeVisible()
      await expect(page.getByText(say('ui.log.integrity.noFindings'))).toBeVisible()
      await look('integrity')
      await tab('documents')
    })

    const exported = info.outputPath('log.json')
    await test.step('every kind of file is given out', async () => {
      for (const format of ['json', 'csv', 'xlsx', 'fnc'] as const) {
        const file = await takeAway(page, person, format)
        expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`, 'u'))
        const path = format === 'json' ? exported : info.outputPath(`log.${format}`)
        await file.saveAs(path)
        expect(readFileSync(path).length).toBeGreaterThan(10_000)
      }
      await rows.nth(1).click()
      const paper = await takeAway(page, person, 'pdf')
      await paper.saveAs(info.outputPath('receipt.pdf'))
      expect(readFileSync(info.outputPath('receipt.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
      await person.closePanel()
    })
    expect(trouble).toEqual([])
    await context.close()
    expect(await workstation.stop()).toBe(0)
    await readWithHoles(exported, info.outputPath.bind(info))
  } catch (error) {
    if (!page.isClosed()) await page.screenshot({ path: info.outputPath('failure.png') })
    throw error
  } finally {
    await context.close()
    await workstation.stop()
    workstation.remove()
  }
})

/**
 * Another workstation gets the log in a file: once with documents missing and a sum that was changed (with a hash made to fit), once
 * cut off in the middle, once as garbage.
 */
async function readWithHoles(exported: string, output: (name: string) => string): Promise<void> {
  const workstation = new Workstation()
  const context = await browser.newContext({ viewport: sizes.touch, colorScheme: 'dark', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const trouble = watchForTrouble(page)
  const person = new Installer(page, 'ru')
  const { say } = person
  const load = (path: string) => page.locator('input[type=file]').first().setInputFiles(path)
  const entries = JSON.parse(readFileSync(exported, 'utf8')) as Entry[]
  const holed = entries.filter(({ number }) => number < 700 || number > 703)
  writeFileSync(
    output('holes.json'),
    JSON.stringify(holed.map((entry) => (entry.number === 300 ? withOtherSum(entry) : entry))),
  )
  writeFileSync(
    output('garbage.fnc'),
    Uint8Array.from({ length: 5_000 }, (_, index) => (index * 37) % 251),
  )
  const archive = readFileSync(output('log.fnc'))
  writeFileSync(output('cut.fnc'), archive.subarray(0, Math.floor(archive.length / 2)))
  try {
    await page.goto(await workstation.start())
    await person.goTo('log')
    await load(output('garbage.fnc'))
    await expect(page.getByText(say('errors.log.file-unknown.what'))).toBeVisible()
    await person.button('ui.actions.close').last().click()
    await load(output('holes.json'))
    await expect(page.getByText(anyPluralOf('ru', 'ui.log.imported'))).toBeVisible()
    await page.screenshot({ path: output('imported.png') })
    await person.button('ui.actions.close').last().click()
    await page.getByRole('tab', { name: say('ui.log.viewNames.integrity') }).click()
    await expect(page.getByText(anyPluralOf('ru', 'ui.log.integrity.incomplete'))).toBeVisible()
    for (const rule of ['items-sum', 'payments-sum', 'shift-totals'])
      await expect(page.getByText(say(`findings.${rule}.title`)).first()).toBeVisible()
    await expectAccessible(page)
    await page.screenshot({ path: output('findings.png') })
    await page
      .getByRole('button', { name: say('ui.log.integrity.show') })
      .first()
      .click()
    await page.getByRole('option').first().click()
    await expect(page.getByText(say('findings.items-sum.title')).first()).toBeVisible()
    await page.screenshot({ path: output('finding-of-document.png') })
    await person.closePanel()
    await load(output('cut.fnc'))
    await expect(page.getByText(/Файл повреждён начиная с места/u)).toBeVisible()
    await page.screenshot({ path: output('cut.png') })
    await person.button('ui.actions.close').last().click()
    expect(trouble).toEqual([])
  } catch (error) {
    await page.screenshot({ path: output('failure-holes.png') })
    throw error
  } finally {
    await context.close()
    expect(await workstation.stop()).toBe(0)
    workstation.remove()
  }
}

interface Entry {
  readonly storageId: string
  readonly number: number
  readonly parts: readonly { readonly part: PartName; readonly hex: string; readonly previousHash: string }[]
}

/** A receipt whose total (tag 1020) is another one, with the hash that belongs to its bytes now. */
function withOtherSum(entry: Entry): Entry {
  const parts = entry.parts.map((one) => {
    if (one.part !== 'tlv') return one
    const hex = one.hex.replace(
      /(fc030[1-6]00)([0-9a-f]{2})/iu,
      (_, head: string, low: string) => head + (Number.parseInt(low, 16) ^ 0x55).toString(16).padStart(2, '0'),
    )
    const hash = chainHash(one.previousHash, entry.storageId, entry.number, one.part, Buffer.from(hex, 'hex'))
    return { ...one, hex, hash }
  })
  return { ...entry, parts }
}

async function takeAway(page: Page, person: Installer, format: string): Promise<Download> {
  await page.getByRole('button', { name: person.say('ui.log.export') }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: person.say(`ui.log.exportAs.${format}`) }).click(),
  ])
  await page
    .getByRole('dialog')
    .getByRole('button', { name: person.say('ui.actions.close') })
    .click()
  return file
}
