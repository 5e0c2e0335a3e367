/** What a person sees who comes with an address that is not (or no longer) good. No script, no style of our own. */
export const refusalPage = `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<title>Стыковка</title>
<h1>Этот адрес уже открыт в другом окне или больше не действует</h1>
<p>Рабочее место открывается только в одном браузере. Закройте его другое окно и откройте адрес снова
или запустите программу ещё раз: она напечатает новый адрес.</p>
<p lang="en">This address is open in another browser already, or is not valid any more. Close the other window and open the
address again, or start the program once more.</p>
</html>
`
