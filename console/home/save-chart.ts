import { saveFile } from '#console/page/save-file.ts'

/** Twice as many dots, for screens and print that have them. */
const DOTS = 2
const HEAD = 40
/** What the sheet of the page says of a drawing, and a picture must say itself. */
const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'font-family', 'font-size'] as const

/** Saves a drawing as PNG under its title, in the colours of the page: drawn anew by the browser from its own text, as nothing else may be loaded. */
export async function saveChart(drawing: SVGSVGElement, { title, file }: { title: string; file: string }): Promise<void> {
  const { width, height } = drawing.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(alone(drawing)))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * DOTS
  canvas.height = (height + HEAD) * DOTS
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const { backgroundColor } = getComputedStyle(drawing.closest('.card') ?? document.body)
  const { color, fontFamily } = getComputedStyle(drawing)
  pen.scale(DOTS, DOTS)
  pen.fillStyle = backgroundColor
  pen.fillRect(0, 0, width, height + HEAD)
  pen.fillStyle = color
  pen.font = `600 15px ${fontFamily}`
  pen.fillText(title, 16, 26)
  pen.drawImage(image, 0, HEAD, width, height)
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png') })
  if (blob !== null) saveFile(blob, `${file}.png`)
}

/** A copy that looks the same without the page. */
function alone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const copies = copy.querySelectorAll<SVGElement>('*')
  drawing.querySelectorAll<SVGElement>('*').forEach((part, place) => {
    const looks = getComputedStyle(part)
    for (const name of KEPT) copies[place]?.setAttribute(name, looks.getPropertyValue(name))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return copy
}
