/**
 * Characters that stand for one another in published budgets: other forms of the same character, and characters
 * that look alike to a reader of scans. Data only; name.ts and name-distance.ts use it.
 */

/** Traditional and variant forms, each followed by the simplified form, for the words of this field. */
const SIMPLIFIED_PAIRS = `
預预 財财 經经 経经 營营 営营 費费 總总 総总 項项 業业 務务 資资 與与 級级 補补 繳缴 餘余 會会 會会 計计 収收 決决 算算
撥拨 專专 戶户 單单 位位 機机 關关 構构 購购 採采 採采 設设 備备 辦办 廳厅 員员 動动 產产 産产 應应 險险 養养 療疗 醫医
衛卫 衞卫 職职 濟济 農农 運运 輸输 環环 護护 節节 貼贴 貨货 債债 還还 務务 轉转 結结 勞劳 團团 體体 際际 國国 圖图 書书
學学 術术 傳传 遊游 鄉乡 鎮镇 區区 縣县 處处 執执 調调 劃划 標标 準准 額额 數数 條条 類类 幣币 萬万 億亿 車车 電电 郵邮
訓训 議议 維维 績绩 質质 優优 損损 償偿 擔担 獎奖 勵励 災灾 糧粮 儲储 備备 礦矿 監监 檢检 驗验 證证 訴诉 審审 舉举 選选
僑侨 務务 臺台 黨党 紀纪 協协 聯联 婦妇 殘残 撫抚 卹恤 軍军 隊队 對对 個个 這这 為为 並并 從从 無无 歲岁 屬属 強强 檔档
`

/** Signs of the supplement of radicals that some converters write for whole characters and that NFKC leaves alone. */
const RADICAL_PAIRS =
  '⺠民⻓长⻅见⻉贝⻋车⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻰龙⻁虎⻄西⻆角⺟母⺝月'

const pairs = (text: string): [string, string][] => {
  const all = [...text.replace(/\s/g, '')]
  const out: [string, string][] = []
  for (let i = 0; i + 1 < all.length; i += 2) if (all[i] !== all[i + 1]) out.push([all[i]!, all[i + 1]!])
  return out
}

export const SAME_CHARACTER: ReadonlyMap<string, string> = new Map([
  ...pairs(SIMPLIFIED_PAIRS),
  ...pairs(RADICAL_PAIRS),
])

/** Groups of characters that recognition of print confuses, and that a tired eye confuses too. */
const SIMILAR_GROUPS = `
己已巳 日曰目 土士 未末 人入八 小亦 事李 国固 金全 质贡 大太犬 千干于 天夭夫 王玉主 住往佳 费贲 贷货 买卖 侍待持 拔拨
帐账 项顷预顶 转特 内纳 缴徼激 办力 补朴扑 财则材 政攻 收牧 支友 会合 贴帖 险验检 疗辽 购构沟 设没 备各 务备 业亚
计汁 算箕 基墓 本木 末木 工土 上土 性牲 勘勋 探操深 他池 地他 经轻 营菅 管营 公分 共其 服报 保堡 障章 社杜 就沉 房户 改政 革草
生牛 出岀 医匠 卫卩 健建 康庚 农衣 林材 水永 城域 乡多 科料 学字 技枝 术木 教救 育肓 交父 通遇 运远 输榆 环坏 节书 能熊
职耿 年午 休体 离高 退迟 员贝 单草 位住 行打 般股 机杌 关美 般船 培陪 训圳 印卬 刷制 咨资 询洵 手毛 电申 邮由 取最
暖缓 差羌 旅族 维准 修俢 护沪 租祖 赁凭 议仪 接按 专传 材村 用甩 燃然 劳芳 托讬 福褔 税悦 附付 加如 抚扰 恤血 活话
救数 济齐 奖桨 励历 代伐 款欹 资贷 结给 余佘 万方 元无
`

const similar = new Map<string, Set<string>>()
for (const group of SIMILAR_GROUPS.trim().split(/\s+/)) {
  for (const a of group) for (const b of group) if (a !== b) similar.set(a, (similar.get(a) ?? new Set()).add(b))
}

export const looksLike = (a: string, b: string): boolean => similar.get(a)?.has(b) ?? false

/** All characters that print may turn this one into, without the character itself. */
export const lookalikes = (character: string): ReadonlySet<string> => similar.get(character) ?? NONE
const NONE: ReadonlySet<string> = new Set()
