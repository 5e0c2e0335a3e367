import { expect, test, type Browser } from 'playwright/test'
import { Installer } from './installer.ts'
import { anyPluralOf } from './texts.ts'
import { expectAccessible, launchBrowser, sizes, watchForTrouble, Workstation } from './workstation.ts'

let browser: Browser
test.beforeAll(async () => {
  browser = await launchBrowser()
})
test.afterAll(() => browser.close())

test('a payment is asked for first, told to be in doubt when the program dies, and settled by a person', async ({}, info) => {
  const workstation = new Workstation()
  const context = await browser.newContext({ viewport: sizes.till, reducedMotion: 'reduce', locale: 'ru-RU' })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const trouble = watchForTrouble(page)
  const person = new Installer(page, 'ru')
  const { say } = person
  const openPayment = async () => {
    await page.getByRole('button', { name: say('checks.payment-terminal.pay.title') }).click()
    await person.button('ui.check.run').or(person.button('ui.check.runAgain')).first().click()
    await expect(page.getByRole('heading', { name: say('consents.terminal.pay.title') })).toBeVisible()
  }
  try {
    await page.goto(await workstation.start())
    await person.bindOne('payment-terminal')
    await page.getByRole('button', { name: anyPluralOf('ru', 'ui.check.more') }).click()
    const payment = page.getByRole('button', { name: say('checks.payment-terminal.pay.title') })
    await expect(payment).toBeVisible()

    await test.step('no consent, no money', async () => {
      await openPayment()
      await expectAccessible(page)
      await page.screenshot({ path: info.outputPath('consent.png') })
      await person.button('ui.actions.cancel').last().click()
      await expect(page.getByText(say('ui.check.verdict.passed'), { exact: true })).toHaveCount(0)
      await page.keyboard.press('Escape')
    })

    await test.step('with consent the rouble is paid, and the slip is here', async () => {
      await person.closePanel()
      await openPayment()
      await person.button('consents.terminal.pay.confirm').click()
      await expect(page.getByText(say('ui.check.verdict.passed'), { exact: true }).first()).toBeVisible()
      await page.screenshot({ path: info.outputPath('paid.png') })
      await person.closePanel()
    })

    await test.step('a program that dies leaves a doubt with the next step, and nothing is repeated', async () => {
      await person.toggleFault('payment-terminal', {
        ru: 'Программа падает посреди операции',
        en: 'The program dies in the middle',
      })
      await openPayment()
      await person.button('consents.terminal.pay.confirm').click()
      await expect(page.getByText(say('ui.check.verdict.in-doubt')).first()).toBeVisible()
      await person.closePanel()
      await expect(page.getByRole('heading', { name: say('ui.doubt.title') })).toBeVisible()
      await expectAccessible(page)
      await page.screenshot({ path: info.outputPath('doubt.png') })
      await person.button('ui.doubt.notHappened').click()
      await expect(page.getByRole('heading', { name: say('ui.doubt.title') })).toBeHidden()
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
