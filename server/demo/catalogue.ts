/** A product of the demo store, named with its article; `price` is its price in whole dollars, `summer` how much more it sells in July than in January. */
export type Product = { sku: string; name: { en: string; 'zh-CN': string }; price: number; weight: number; summer: number; tags: readonly string[]; isGiftCard: boolean }

/** SKU, both names, price, weight (0: not sold in the year), summer. */
type Row = readonly [string, string, string, number, number, number]

const SWIM: readonly Row[] = [
  ['SW-ONE', 'a tideline one-piece', '潮线连体泳衣', 68, 9, 3],
  ['SW-TOP', 'a coral bikini top', '珊瑚比基尼上装', 34, 9, 4],
  ['SW-BTM', 'a coral bikini bottom', '珊瑚比基尼下装', 29, 9, 4],
  ['SW-RSH', 'a long-sleeved rash guard', '长袖防晒泳衣', 54, 6, 3],
  ['SW-HLT', 'a halter one-piece', '挂脖连体泳衣', 72, 5, 3],
  ['SW-RUF', 'a ruffled bikini top', '荷叶边比基尼上装', 36, 4, 4],
  ['SW-HIW', 'a high-waisted bikini bottom', '高腰比基尼下装', 32, 5, 4],
  ['SW-MOD', 'a full-cover swim set', '全身遮盖泳装套装', 88, 3, 2],
  ['SW-TRK', 'a pair of swim trunks', '男士泳裤', 42, 6, 4],
  ['SW-KID', 'a children’s sun suit', '儿童防晒泳衣', 38, 5, 4],
  ['SW-CAP', 'a silicone swim cap', '硅胶泳帽', 14, 3, 2],
  ['SW-VNT', 'a vintage stripe one-piece', '复古条纹连体泳衣', 66, 0, 0],
  ['SW-SRG', 'a sarong of cotton voile', '棉纱沙滩裙巾', 30, 5, 4],
]

const LINEN: readonly Row[] = [
  ['LN-SHR', 'a washed linen shirt', '水洗亚麻衬衫', 59, 12, 2],
  ['LN-DRS', 'a linen midi dress', '亚麻中长裙', 84, 9, 2],
  ['LN-TRS', 'a pair of wide linen trousers', '亚麻阔腿裤', 72, 8, 1],
  ['LN-JKT', 'a quilted linen jacket', '亚麻夹棉外套', 118, 5, 0],
  ['LN-BLZ', 'an unlined linen blazer', '无里亚麻西装', 128, 4, 1],
  ['LN-TEE', 'a linen-blend tee', '亚麻混纺 T 恤', 32, 9, 2],
  ['LN-TNK', 'a linen tank top', '亚麻背心', 28, 7, 4],
  ['LN-SHO', 'a pair of linen shorts', '亚麻短裤', 44, 7, 4],
  ['LN-SKT', 'a wrap linen skirt', '亚麻裹身裙', 58, 6, 2],
  ['LN-MAX', 'a tiered maxi dress', '亚麻层叠长裙', 98, 5, 2],
  ['LN-JMP', 'a linen jumpsuit', '亚麻连体裤', 92, 4, 2],
  ['LN-CAM', 'a camp-collar shirt', '古巴领亚麻衬衫', 56, 6, 3],
  ['LN-PLO', 'a linen polo shirt', '亚麻 Polo 衫', 52, 5, 2],
  ['LN-CRD', 'a linen-cotton cardigan', '麻棉开衫', 76, 5, 0],
  ['LN-OVR', 'a long linen overshirt', '亚麻长款衬衫外套', 86, 4, 0],
  ['LN-PJS', 'a set of linen pyjamas', '亚麻睡衣套装', 88, 6, 0],
  ['LN-RBE', 'a linen bath robe', '亚麻浴袍', 92, 5, 0],
  ['LN-NGT', 'a linen nightdress', '亚麻睡裙', 62, 4, 1],
  ['LN-KID', 'a children’s linen smock', '儿童亚麻罩衫', 36, 4, 2],
  ['LN-TRN', 'a linen trench for spring', '春季亚麻风衣', 156, 0, 0],
  ['LN-BBY', 'a baby romper of linen', '婴儿亚麻连体衣', 34, 4, 1],
]

const BED: readonly Row[] = [
  ['BD-DUV', 'a linen duvet cover', '亚麻被套', 168, 4, 0],
  ['BD-FIT', 'a fitted linen sheet', '亚麻床笠', 96, 4, 0],
  ['BD-FLT', 'a flat linen sheet', '亚麻床单', 88, 4, 1],
  ['BD-PLW', 'a pair of linen pillowcases', '亚麻枕套（一对）', 42, 7, 0],
  ['BD-SHM', 'a ruffled linen sham', '荷叶边亚麻枕套', 34, 3, 0],
  ['BD-QLT', 'a stonewashed quilt', '石洗绗缝被', 148, 3, 0],
  ['BD-THR', 'a waffle throw', '华夫格盖毯', 64, 6, 0],
  ['BD-GUZ', 'a four-layer gauze blanket', '四层纱布毯', 58, 5, 1],
  ['BD-SET', 'a linen bedding set', '亚麻床品四件套', 298, 2, 0],
  ['BD-CRB', 'a linen cot sheet', '亚麻婴儿床单', 38, 3, 0],
]

const HOME: readonly Row[] = [
  ['HM-TWL', 'a waffle towel', '华夫格浴巾', 24, 11, 1],
  ['HM-HND', 'a waffle hand towel', '华夫格毛巾', 14, 8, 0],
  ['HM-BCH', 'a striped beach towel', '条纹沙滩巾', 36, 7, 4],
  ['HM-MAT', 'a linen bath mat', '亚麻地巾', 28, 4, 0],
  ['HM-CUR', 'a linen café curtain', '亚麻半帘', 46, 3, 0],
  ['HM-CUS', 'a seagrass cushion', '海草编织坐垫', 38, 5, 1],
  ['HM-CVR', 'a linen cushion cover', '亚麻抱枕套', 26, 6, 0],
  ['HM-BSK', 'a seagrass basket', '海草编织收纳篮', 34, 7, 0],
  ['HM-LID', 'a lidded seagrass hamper', '带盖海草脏衣篮', 78, 3, 0],
  ['HM-RUG', 'a braided seagrass rug', '海草编织地毯', 138, 2, 0],
  ['HM-LMP', 'a seagrass lampshade', '海草编织灯罩', 86, 2, 0],
  ['HM-CND', 'a sea-salt candle', '海盐香氛蜡烛', 28, 7, 0],
  ['HM-DIF', 'a reed diffuser', '无火香薰', 36, 4, 0],
  ['HM-SPR', 'a linen spray', '亚麻织物喷雾', 18, 4, 0],
]

const TABLE: readonly Row[] = [
  ['TB-CLO', 'a linen tablecloth', '亚麻桌布', 84, 4, 0],
  ['TB-RUN', 'a linen table runner', '亚麻桌旗', 38, 5, 0],
  ['TB-NAP', 'a set of linen napkins', '亚麻餐巾（四条）', 36, 7, 0],
  ['TB-PLC', 'a seagrass placemat', '海草餐垫', 12, 7, 1],
  ['TB-CST', 'a set of seagrass coasters', '海草杯垫（六只）', 16, 5, 0],
  ['TB-APR', 'a linen apron', '亚麻围裙', 44, 6, 0],
  ['TB-TEA', 'a linen tea towel', '亚麻茶巾', 15, 8, 0],
  ['TB-BRD', 'a linen bread bag', '亚麻面包袋', 18, 3, 0],
]

const EXTRAS: readonly Row[] = [
  ['HM-BAG', 'a seagrass tote', '海草编织包', 46, 9, 2],
  ['HM-HAT', 'a packable sun hat', '可折叠遮阳帽', 32, 8, 3],
  ['AC-SCR', 'a mulberry silk scarf', '桑蚕丝围巾', 39, 6, 0],
  ['AC-MRK', 'a canvas market bag', '帆布购物袋', 22, 6, 1],
  ['AC-PCH', 'a linen travel pouch', '亚麻旅行收纳袋', 19, 6, 1],
  ['AC-CLU', 'a woven clutch', '编织手拿包', 42, 3, 1],
  ['AC-SLD', 'a pair of woven slides', '编织凉拖', 54, 4, 4],
  ['AC-ESP', 'a pair of jute espadrilles', '黄麻渔夫鞋', 58, 4, 3],
  ['AC-SLP', 'a pair of house slippers', '亚麻居家拖鞋', 32, 6, 0],
  ['AC-BLT', 'a braided belt', '编织腰带', 28, 3, 1],
  ['AC-HDB', 'a linen headband', '亚麻发带', 14, 6, 2],
  ['AC-SCN', 'a set of linen scrunchies', '亚麻发圈（三只）', 12, 7, 1],
  ['AC-EYE', 'a silk eye mask', '真丝眼罩', 24, 5, 0],
  ['AC-SUN', 'a pair of sunglasses', '太阳镜', 48, 4, 4],
  ['AC-FAN', 'a folding fan', '折扇', 16, 3, 4],
]

const GIFT_CARDS: readonly Row[] = [
  ['GC-050', 'a gift card', '礼品卡', 50, 2, 0],
  ['GC-100', 'a large gift card', '大额礼品卡', 100, 1, 0],
]

/** What the demo store sells. */
export const PRODUCTS: readonly Product[] = [
  ...shelf(SWIM, ['swim']), ...shelf(LINEN, ['linen', 'clothing']), ...shelf(BED, ['linen', 'bed']), ...shelf(HOME, ['home']), ...shelf(TABLE, ['home', 'table']),
  ...shelf(EXTRAS, ['accessories']), ...shelf(GIFT_CARDS, ['gift-card']),
]

function shelf(rows: readonly Row[], tags: readonly string[]): Product[] {
  const isGiftCard = tags.includes('gift-card')
  return rows.map(([sku, en, zh, price, weight, summer]) => ({ sku, name: { en, 'zh-CN': zh }, price, weight, summer, tags: sku.endsWith('-KID') || sku.endsWith('-BBY') ? [...tags, 'children'] : tags, isGiftCard }))
}

/** How busy each month is, January first: summer, the shopping festivals of November, gifts. */
export const SEASON: readonly number[] = [6, 6, 8, 9, 12, 15, 13, 10, 8, 8, 18, 13]
