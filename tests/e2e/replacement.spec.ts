import { expect, test, type Browser, type Locator, type Page } from 'playwright/test'
import { Installer } from './installer.ts'
import { expectAccessible, launchBrowser, sizes, watchForTrouble, Workstation } from './workstation.ts'

let browser: Browser
test.beforeAll(async () => {
  browser = await launchBrowser()
})
test.afterAll(() => browser.close())

const circumstances = [
  { name: 'ru, 1366×768, light', language: 'ru', size: sizes.till, colorScheme: 'light' },
  { name: 'en, 1024×768 touch, dark', language: 'en', size: sizes.touch, colorScheme: 'dark' },
] as const

for (const { name, language, size, colorScheme } of circumstances) {
  test(`a storage is replaced from the first reading to the last tick (${name})`, async ({}, info) => {
    const workstation = new Workstation()
    const context = await browser.newContext({
      viewport: size,
      colorScheme,
      reducedMotion: 'reduce',
      acceptDownloads: true,
      hasTouch: size === sizes.touch,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const trouble = watchForTrouble(page)
    const person = new Installer(page, language)
    const due = (step: string, timeout = 60_000) =>
      expect(page.getByRole('heading', { name: person.say(`replacement.steps.${step}.title`) })).toBeVisible({
        timeout,
      })
    const look = async (step: string) => {
      await expectAccessible(page)
      await page.screenshot({ path: info.outputPath(`${step}.png`) })
    }
    try {
      await page.goto(await workstation.start())
      await person.speak(language)
      await person.bindOne('fiscal-register')
      await person.goTo('log')
      await person.button('ui.log.read').click()
      await page.getByRole('link', { name: person.say('ui.replacement.link') }).click()
      await look('begin')
      await person.button('ui.replacement.begin').click()

      await due('verify', 240_000)
      await person.button('ui.replacement.verify').click()
      await due('unsent')
      await look('unsent')
      await person.use('sendToOperator')
      await person.closeBench()

      await due('shift')
      const cashier = page.getByLabel(person.say('ui.replacement.cashierName'), { exact: true })
      await cashier.fill('Иванова А.П.')
      await look('shift')
      await consent(person, 'closeShift', 'register.close-shift')
      await due('unsent')
      await person.use('sendToOperator')
      await person.closeBench()

      await due('copy')
      await download(page, () => person.button('ui.replacement.keepCopy').click(), /-before-closing\.fnc$/u)
      await due('close')
      await person.button('ui.replacement.closeStorage').click()
      await expect(person.heading('consents.register.close-storage.title')).toBeVisible()
      await look('consent')
      await confirmation(person, 'register.close-storage').click()

      await due('sent')
      await person.use('sendToOperator')
      await person.closeBench()
      await due('report')
      await download(page, () => person.button('ui.replacement.keepReport').click(), /\.pdf$/u)
      await download(page, () => person.button('ui.replacement.keepFinalCopy').click(), /-closed\.fnc$/u)

      await due('insert')
      await look('insert')
      await person.use('replaceStorage')
      await person.closeBench()
      await due('register')
      await look('register')
      const number = page.getByLabel(person.say('ui.replacement.fields.taxpayerNumber'), { exact: true })
      await number.fill('9909999995')
      await expect(page.getByText(person.say('replacement.problems.taxpayer-number'))).toBeVisible()
      await expect(person.button('ui.replacement.register')).toBeDisabled()
      await number.fill('9909999996')
      await consent(person, 'register', 'register.register-storage')

      await due('tax-office')
      await expect(page.getByText('9999078900001235').first()).toBeVisible()
      await look('tax-office')
      const tasks = page.getByRole('switch')
      for (let index = 0; index < (await tasks.count()); index++) {
        await tasks.nth(index).locator('xpath=ancestor::label').click()
        await expect(tasks.nth(index)).toBeChecked()
      }
      await person.button('ui.replacement.finish').click()
      await expect(page.getByText(person.say('ui.replacement.finished'))).toBeVisible()
      await look('finished')
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

/** Presses the button of a fiscal operation, refuses first, and agrees the second time. */
async function consent(person: Installer, action: 'closeShift' | 'register', operation: string): Promise<void> {
  const press = person.button(`ui.replacement.${action}`)
  const confirm = confirmation(person, operation)
  await expect(press).toBeEnabled()
  await press.click()
  await expect(confirm).toBeVisible()
  await person.button('ui.actions.cancel').last().click()
  await expect(confirm).toBeHidden()
  await press.click()
  await confirm.click()
  await expect(confirm).toBeHidden()
}

const confirmation = (person: Installer, operation: string): Locator =>
  person.page
    .getByRole('alertdialog')
    .getByRole('button', { name: person.say(`consents.${operation}.confirm`), exact: true })

async function download(page: Page, press: () => Promise<void>, name: RegExp): Promise<void> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()])
  expect(file.suggestedFilename()).toMatch(name)
}
