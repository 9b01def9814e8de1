"""Words of names that tell nobody apart: our own table, in plain lines, to be edited here.

A word may stand in one table only. All are folded: lower case, no accents, no dots.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict(line.split() for line in text.strip().split("\n"))


# What legal form an organization has: whether two forms are one organization, a person says.
LEGAL_FORMS = _words("""
    ab ag aktiebolag aktiengesellschaft aktieselskab ao as asa aps bhd bv bvba co company corp
    corporation cv doo ev eg gmbh inc incorporated jsc kabushiki kaisha kft kg kgaa kk limited limitada lc llc llp lp
    ltd ltda nv oao ojsc ooo oy oyj pao pjsc plc pllc pt pte pty public pvt private rt sa sab sae sarl sas sasu sca se
    sl slu spa spzoo sro srl tbk telefonaktiebolaget aktiebolaget vvb wll yk zao zrt aktsionernoe obshchestvo berhad
    osakeyhtio naamloze vennootschap sociedad anonima societe anonyme cia kaisya tov pat pc persero publ sgps eood ood
    ead
""")

# Words that hold an organization together with what belongs to it.
_HOLDINGS = _words("group grupo gruppe groupe gruppo holding holdings hldg konzern")

# Words that an organization's short name leaves out: "Meta Platforms" is called Meta, "Ford Motor Company" Ford.
GENERIC = _HOLDINGS | _words("""
    technology platforms systems industries enterprises international
    worldwide global laboratories motor motors software solutions partners brands
    networks online digital communications manufacturing association organization
    unit division department business stores companies wholesale pharmaceuticals semiconductor semiconductors
""")

# What stands before the name itself.
BEFORE = _words("""
    grupo gruppe groupe gruppo group koninklijke compagnie companhia compania banco banca banque bankhaus corporacion
""")

# They may stand in for each other: "Tencent Holdings", "Tencent Group".
HOLDINGS = _HOLDINGS

STOP_WORDS = _words("the and und et y of for de del della der des du di do da la le les los el")

# What is written short, and in full; of two spellings one.
ABBREVIATIONS = _pairs("""
intl international
natl national
tech technology
technologies technology
mfg manufacturing
mfrs manufacturers
svc services
svcs services
service services
bros brothers
univ university
dept department
bu unit
bg group
div division
assoc association
assn association
assocs associates
hldgs holdings
hldg holdings
holding holdings
grp group
ind industries
inds industries
industry industries
mgmt management
mgt management
govt government
min ministry
bk bank
fin financial
finl financial
ins insurance
pharma pharmaceuticals
pharm pharmaceuticals
pharmaceutical pharmaceuticals
labs laboratories
lab laboratories
laboratory laboratories
sys systems
system systems
comm communications
comms communications
communication communications
telecom telecommunications
telecoms telecommunications
telecommunication telecommunications
elec electric
eng engineering
engr engineering
dev development
devt development
ctr center
centre center
inst institute
cmte committee
ent entertainment
org organization
organisation organization
enterprise enterprises
platform platforms
network networks
solution solutions
partner partners
brand brands
amer american
us usa
mt mount
st saint
if line.strip()
""")

# Numbers in words: two organizations that differ in one are two.
NUMERALS = _pairs("""
one 1
two 2
three 3
four 4
five 5
six 6
seven 7
eight 8
nine 9
ten 10
first 1
second 2
third 3
fourth 4
fifth 5
ii 2
iii 3
iv 4
vi 6
vii 7
viii 8
ix 9
xi 11
xii 12
xiii 13
xiv 14
xv 15
xvi 16
xvii 17
xviii 18
xix 19
""")

# Words in Chinese and Japanese names of organizations that say form or trade.
HAN_FORMS = _words("""
    股份有限公司 有限责任公司 集团有限公司 有限公司 株式会社 合同会社 有限会社 股份公司 总公司 分公司 集团公司 公司
""")
HAN_GENERIC = _words("""
    集团 控股 技术 科技 网络 信息 国际 股份 企业 实业 汽车 自动车 自動車 グループ ホールディングス
""")

# Words before and after a person's name that are none of it.
HONORIFICS = _words("""
    mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count hon honourable honorable rev reverend
    herr frau monsieur madame mme mlle senor senora sr sra ing dipl mag sheikh shaikh shri smt dato datuk
    president chairman ambassador minister senator gen general col colonel capt captain maj major lt adm admiral
    phd md mba cfa cpa esq obe cbe mbe kbe dbe qc kc frs jd msc bsc llb llm dphil frcp acca fca rn pe
""")
SUFFIXES = _words("jr sr ii iii iv v junior senior 2nd 3rd 4th")

# Small words inside a person's name that come and go.
PARTICLES = _words("""
    de da do dos das del della di du der den van von zu zur af av bin ibn bint bn ben al el la le les ter ten te
    abu ould ul ur
""")

# Surnames of China of two characters, and those whose one character is read otherwise elsewhere.
DOUBLE_SURNAMES = _words("""
    欧阳 司马 诸葛 上官 皇甫 夏侯 东方 慕容 令狐 司徒 端木 尉迟 公孙 长孙 宇文 轩辕 独孤 南宫 西门 百里 呼延 太史 申屠
""")
SURNAME_READINGS = _pairs("""
单 shan
解 xie
曾 zeng
仇 qiu
查 zha
朴 piao
任 ren
盖 ge
区 ou
乐 yue
缪 miao
华 hua
宁 ning
覃 qin
翟 zhai
员 yun
折 she
秘 bi
冼 xian
尉迟 yuchi
万俟 moqi
""")

# Characters of given names that are read in more than one way, and the surnames that passports spell in another.
GIVEN_READINGS = {
    character: tuple(readings)
    for character, *readings in (
        line.split()
        for line in """
吕 lyu lv
长 chang zhang
重 chong zhong
乐 le yue
行 xing hang
朝 chao zhao
晟 sheng cheng
盛 sheng cheng
茜 qian xi
传 chuan zhuan
单 dan shan
柏 bai bo
参 can shen
都 du dou
曾 zeng ceng
校 xiao jiao
隽 jun juan
娜 na nuo
藏 zang cang
蔚 wei yu
召 zhao shao
解 jie xie
石 shi dan
奇 qi ji
大 da dai
红 hong gong
俞 yu shu
泊 bo po
省 sheng xing
翟 zhai di
和 he huo
会 hui kuai
绿 lu lyu
旅 lu lyu
律 lu lyu
"""[1:-1].split("\n")
    )
}

# Korean surnames as Unicode romanizes their syllable, then as their bearers write them.
KOREAN_SURNAMES = {
    first: (first, *more)
    for first, *more in (
        line.split()
        for line in """
i lee yi rhee rhie ri
gim kim
bak park pak
choe choi choy chey
jeong jung chung joung
gang kang
jo cho
yun yoon youn
jang chang
im lim rim
o oh
seo suh so
sin shin
gwon kwon
hwang whang
an ahn
yu yoo ryu you
jeon jun chun
go ko koh
mun moon
son sohn
bae pae
baek paik paek
heo huh hur
sim shim
no noh roh
ha hah
gwak kwak
seong sung
ju joo chu
u woo wu
gu koo ku
na ra rha
ji chi jee
eom um uhm
cheon chun
bang pang
gong kong
gi ki
gil kil
do doh
bu boo
yeo yuh
ok ock
pyo pio
"""[1:-1].split("\n")
    )
}

# The syllables that a surname in Latin letters may stand for.
KOREAN_READINGS = {
    spelling: frozenset(first for first, spellings in KOREAN_SURNAMES.items() if spelling in spellings)
    for spellings in KOREAN_SURNAMES.values()
    for spelling in spellings
}
