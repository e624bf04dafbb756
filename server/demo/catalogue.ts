/** A product of the demo store, named with its article; `price` is its price in whole dollars, `summer` how much more it sells in July than in January. */
export type Product = { sku: string; name: { en: string; 'zh-CN': string }; price: number; weight: number; summer: number; isGiftCard?: boolean }

/** What the demo store sells. */
export const PRODUCTS: readonly Product[] = [
  { sku: 'SW-ONE', name: { en: 'a tideline one-piece', 'zh-CN': '潮线连体泳衣' }, price: 68, weight: 9, summer: 3 },
  { sku: 'SW-TOP', name: { en: 'a coral bikini top', 'zh-CN': '珊瑚比基尼上装' }, price: 34, weight: 9, summer: 4 },
  { sku: 'SW-BTM', name: { en: 'a coral bikini bottom', 'zh-CN': '珊瑚比基尼下装' }, price: 29, weight: 9, summer: 4 },
  { sku: 'SW-RSH', name: { en: 'a long-sleeved rash guard', 'zh-CN': '长袖防晒泳衣' }, price: 54, weight: 6, summer: 3 },
  { sku: 'LN-SHR', name: { en: 'a washed linen shirt', 'zh-CN': '水洗亚麻衬衫' }, price: 59, weight: 12, summer: 2 },
  { sku: 'LN-DRS', name: { en: 'a linen midi dress', 'zh-CN': '亚麻中长裙' }, price: 84, weight: 9, summer: 2 },
  { sku: 'LN-TRS', name: { en: 'wide linen trousers', 'zh-CN': '亚麻阔腿裤' }, price: 72, weight: 8, summer: 1 },
  { sku: 'LN-JKT', name: { en: 'a quilted linen jacket', 'zh-CN': '亚麻夹棉外套' }, price: 118, weight: 5, summer: 0 },
  { sku: 'LN-RBE', name: { en: 'a linen bath robe', 'zh-CN': '亚麻浴袍' }, price: 92, weight: 5, summer: 0 },
  { sku: 'HM-TWL', name: { en: 'a waffle towel', 'zh-CN': '华夫格浴巾' }, price: 24, weight: 11, summer: 1 },
  { sku: 'HM-BAG', name: { en: 'a seagrass tote', 'zh-CN': '海草编织包' }, price: 46, weight: 9, summer: 2 },
  { sku: 'HM-HAT', name: { en: 'a packable sun hat', 'zh-CN': '可折叠遮阳帽' }, price: 32, weight: 8, summer: 3 },
  { sku: 'AC-SCR', name: { en: 'a mulberry silk scarf', 'zh-CN': '桑蚕丝围巾' }, price: 39, weight: 6, summer: 0 },
  { sku: 'GC-050', name: { en: 'a gift card', 'zh-CN': '礼品卡' }, price: 50, weight: 2, summer: 0, isGiftCard: true },
]

/** Dollars for one unit of a currency on an ordinary day of the year, and how far it wanders. */
export const RATES: Readonly<Record<string, { usd: number; drift: number }>> = {
  USD: { usd: 1, drift: 0 },
  GBP: { usd: 1.27, drift: 0.05 },
  EUR: { usd: 1.1, drift: 0.05 },
  CAD: { usd: 0.73, drift: 0.03 },
  AUD: { usd: 0.66, drift: 0.04 },
  JPY: { usd: 0.0067, drift: 0.05 },
}

/** How busy each month is, January first: summer, the shopping festivals of November, gifts. */
export const SEASON: readonly number[] = [6, 6, 8, 9, 12, 15, 13, 10, 8, 8, 18, 13]

/** What shipping costs in dollars, and from which order value it is free for everybody. */
export const SHIPPING = { usd: 6, freeFrom: 90 }
