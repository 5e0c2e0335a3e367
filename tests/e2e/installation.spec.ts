import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Browser } from 'playwright/test'
import { Installer } from './installer.ts'
import { anyPluralOf, type Language } from './texts.ts'
import { expectAccessible, launchBrowser, sizes, watchForTrouble, Workstation } from './workstation.ts'

let browser: Browser
test.beforeAll(async () => {
  browser = await launchBrowser()
})
test.afterAll(() => browser.close())

const runs: readonly { language: Language; size: keyof typeof sizes; colorScheme: 'light' | 'dark' }[] = [
  { language: 'ru', size: 'till', colorScheme: 'light' },
  { language: 'en', size: 'touch', colorScheme: 'dark' },
]

for (const { language, size, colorScheme } of runs) {
  test(`a whole installation on the virtual bench, ${language}, ${size}, ${colorScheme}`, async ({}, info) => {
    const workstation = new Workstation()
    const address = await workstation.start()
    const context = await browser.newContext({
      viewport: sizes[size],
      hasTouch: size === 'touch',
      colorScheme,
      reducedMotion: 'reduce',
      acceptDownloads: true,
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(40_000)
    const trouble = watchForTrouble(page)
    const installer = new Installer(page, language)
    const { say } = installer
    /** Every screen is looked at by axe, and kept as a picture. */
    const look = async (name: string) => {
      await page.screenshot({ path: info.outputPath(`${name}.png`) })
      await expectAccessible(page)
      await page.setViewportSize(sizes[size === 'till' ? 'touch' : 'till'])
      await expectAccessible(page)
      await page.setViewportSize(sizes[size])
    }
    try {
      await page.goto(address)
      await installer.speak(language)

      await test.step('shop and till', async () => {
        await expect(installer.heading('ui.wizard.steps.shop.title')).toBeVisible()
        await expect(installer.button('ui.wizard.next')).toBeDisabled()
        await installer.fillShop()
        await look('shop')
        await installer.next()
      })

      await test.step('this computer', async () => {
        await expect(installer.heading('ui.wizard.steps.system.title')).toBeVisible()
        await look('system')
        await installer.next()
      })

      await test.step('four devices are found with evidence and get their roles', async () => {
        await installer.findDevices(4)
        await look('find')
        await installer.next()
      })

      await test.step('the register', async () => {
        await installer.passChecks()
        await look('register')
        await installer.next()
      })

      await test.step('left in the middle, and found again on the same step after a restart', async () => {
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('ui.wizard.chapters.scanner.test'))
        expect(await workstation.stop()).toBe(0)
        await page.goto(await workstation.start())
        // Meanwhile the page asked for its host and said so; nothing else may have gone wrong.
        expect(trouble.splice(0).filter((said) => !said.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('ui.wizard.chapters.scanner.test'))
        await page
          .getByRole('button', { name: say('ui.wizard.steps.shop.short') })
          .or(page.getByRole('link', { name: say('ui.wizard.steps.shop.short') }))
          .first()
          .click()
        await expect(page.getByLabel(say('ui.wizard.shop.taxpayerNumber'), { exact: true })).toHaveValue('7707083893')
        await installer.next()
        await installer.next()
        await installer.next()
        await installer.next()
      })

      await test.step('the scanner', async () => {
        await installer.passChecks(['scanGoods', 'scanMarked'])
        await look('scanner')
        await installer.next()
      })

      await test.step('the scales', async () => {
        await installer.passChecks(['putWeight'])
        await look('scale')
        await installer.next()
      })

      await test.step('the terminal', async () => {
        await installer.passChecks()
        await look('terminal')
        await installer.next()
      })

      await test.step('settings of the POS software, after consent', async () => {
        await expect(installer.heading('ui.wizard.steps.settings.title')).toBeVisible()
        await installer.button('ui.wizard.settings.write').click()
        await look('consent')
        await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button').last().click()
        await expect(page.getByText(say('ui.wizard.settings.written')).first()).toBeVisible()
        await look('settings')
        await installer.next()
      })

      await test.step('the rehearsal of the whole chain', async () => {
        await installer.use('clearPan')
        await installer.press(installer.button('ui.wizard.rehearsal.start'))
        await installer.use('scanGoods')
        await expect(async () => {
          await installer.use('putWeight')
          await expect(installer.button('ui.check.answerYes')).toBeVisible({ timeout: 2_000 })
        }).toPass({ timeout: 60_000 })
        await look('rehearsal')
        await installer.press(installer.button('ui.check.answerYes'))
        await expect(page.getByText(say('ui.wizard.rehearsal.passed'))).toBeVisible()
        await installer.next()
      })

      await test.step('the act says what was found, with evidence', async () => {
        await installer.button('ui.wizard.act.create').click()
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          installer.button('ui.wizard.act.download').first().click(),
        ])
        const path = join(workstation.dataDirectory, 'act.pdf')
        await download.saveAs(path)
        expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
        const { stdout } = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
        for (const text of ['Ромашка', '7707083893', 'ШТРИХ-М-01Ф', 'MK-15.2-RA21', '0000000000000001'])
          expect(stdout).toContain(text)
        await look('act')
        await installer.button('ui.wizard.finish').click()
      })

      await test.step('every document of the storage is in the log', async () => {
        await installer.goTo('log')
        await page
          .getByRole('button', { name: say('ui.log.read') })
          .first()
          .click()
        await expect(page.getByText(anyPluralOf(language, 'ui.log.finished')).first()).toBeVisible({ timeout: 120_000 })
        await look('log')
      })

      await test.step('every other screen', async () => {
        for (const place of ['check', 'traffic', 'settings'] as const) {
          await installer.goTo(place)
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          if (place === 'traffic') await expect(page.getByText(/GET_MASSA|short status|10h/u).first()).toBeVisible()
          await look(place)
        }
        await installer.goTo('check')
        await page.getByRole('link', { name: installer.say('ui.tables.link') }).click()
        await expect(page.getByRole('table')).toBeVisible()
        await look('tables')
      })
      expect(trouble).toEqual([])
    } catch (error) {
      await page.screenshot({ path: info.outputPath('failure.png') })
      throw error
    } finally {
      await context.close()
      expect(await workstation.stop()).toBe(0)
      workstation.remove()
    }
  })
}
