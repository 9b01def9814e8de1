"""Given names and their short, pet and foreign forms: our own table, in plain lines, to be edited here.

A line is one given name: whoever bears one of its forms may be written with any other. A form may stand in several
lines (Alex: Alexander, Alexandra). It only makes a question of two names, never one person.
"""

from __future__ import annotations

from functools import cache, lru_cache

from orgtrack.names.sounds import sound

_LINES = """
aaron ron
abigail abby gail
abraham abe bram ibrahim
adam addy
adelaide addie heidi
adrian ade
agnes aggie nessa
alan allan allen al
albert al bert bertie alberto
alexander alex al sandy xander lex alec sasha sascha aleksandr alexandre alessandro alejandro oleksandr alexr
alexandra alex sandy sandra sasha alexa lexi aleksandra alessandra alejandra
alexis alex alexei alexey aleksei aleksey alyosha lyosha
alfred al alf alfie fred freddy alfredo
alice ali alicia
alison ali allison
amanda mandy
amelia amy mia millie
anastasia nastya stacy ana
andrew andy drew andrei andrey andreas andre andres andrea andrzej
angela angie
anna anne ann annie anya hannah anita ana nancy
anthony tony antony antonio anton antoine toni
antonia toni tonya
arnold arnie
arthur art artie artur arturo
augustus gus august
barbara barb barbie babs
barnabas barney
bartholomew bart
beatrice bea trixie
benedict ben
benjamin ben benny benji benj
bernard bernie bernhard bernardo barry
bertram bert
bradley brad
brenda bren
brian bryan
caleb cal
calvin cal
cameron cam
carolyn carol carrie caroline lyn
caroline carrie carol lina
catherine cathy cate kate katie kathy kitty katherine kathryn kathleen cat trina karen ekaterina katya catalina
cecilia cece celia cissy
charles charlie chuck chas chaz carl carlos karl charly chip skip
charlotte lottie charlie
chester chet
christian chris kris chr
christina chris tina chrissy christine kristina kristin kirsten
christopher chris kit topher kris christophe cristobal chr
clarence clare
clifford cliff
clinton clint
constance connie
cornelius neil corny
craig
curtis curt kurt
cynthia cindy
cyrus cy
daniel dan danny daniil
danielle dani
david dave davey davy davide
deborah deb debbie debra
dennis den denny denis
derek rick
diana di diane
dmitry dima mitya dmitri dimitri
dominic dom nick dominique
donald don donnie
dorothy dot dottie dolly dora
douglas doug
dwight
edith edie
edmund ed eddie ned
edward ed eddie ted teddy ned eduardo edouard eduard ward edw
edwin ed eddie
edgar ed
eleanor ellie nell nora elena lena
elijah eli
elizabeth liz lizzie beth betty betsy eliza elisabeth lisa ellie libby bess elsie isabel lisbeth
emily em emmy millie
emma em
eric rick erik erich enrique
ernest ernie ernesto
esther essie
eugene gene evgeny evgeni yevgeny eugenio zhenya
evangeline eva
evelyn evie eve
ferdinand ferdie fernando
florence flo
frances fran frannie fanny francesca
francis frank fran frankie francisco francesco francois paco pancho franz
franklin frank
frederick fred freddie rick fritz friedrich frederic federico fredk
gabriel gabe gabi
gary
geoffrey geoff jeff
george georgie jorge georg georges giorgio yuri georgy jorgen jurg juerg jorg joerg geo
gerald gerry jerry gerhard
gerard gerry jerry
georgina gina georgie
georgia georgie gia
gertrude gertie trudy
gilbert gil bert
giovanni gianni john
giuseppe beppe pino joseph
gordon gordy
grace gracie
gregory greg grigory gregor
guadalupe lupe
gustav gus gustavo
guillermo memo william
harold hal harry
harriet hattie
harrison harry
harvey harv
helen nell ellen elena helena lena helene
henry hank harry hal henri heinrich heinz enrique enrico
herbert herb bert chip
hermann herman german
howard howie
hubert hugh bert
hugh hughie hugo
ian iain
ignacio nacho
irene rene irina ira
isaac ike zac
isabella bella izzy isabel
jacob jake jakob jack jacques
jacqueline jackie
james jim jimmy jamie jem jes jay diego jeb jock jimbo jas
jane janie jan jenny
janet jan
jason jay
jean jeannie
jeffrey jeff jeffery geoffrey
jennifer jen jenny jenna
jeremy jerry jem
jerome jerry
jesse jess
jessica jess jessie
jesus chuy
joan joanie
joanna jo joanne joan
joel
john jack johnny jon ivan jan johan johann johannes hans jean juan giovanni ian sean ivan vanya jock
jonathan jon jonny john
jose joseph pepe chema
joseph joe joey jo jozef josef jose yosef giuseppe
joshua josh
josephine jo josie
joyce joy
judith judy jude
julia julie jules yulia
julian jules
justin
kenneth ken kenny
kelly kel
kevin kev
kimberly kim
konstantin kostya constantine
kristin kris
lance
laura laurie lori
lauren laurie
lawrence larry laurence lars lorenzo laurent lawrie
leo leon lev
leonard leo len lenny leonardo leonhard
leslie les
lewis lew lou louis
lillian lil lily
linda lindy lyn
louis lou louie lewis luis luigi ludwig
louise lou luisa
lucas luke luc
lucille lucy
lydia lida
madeline maddy
magdalena lena magda
malcolm mal mac
manuel manny manolo emmanuel
marcus marc mark markus marco
margaret maggie meg peggy marge margie greta rita madge daisy peg marjorie margarita
maria mary marie mia masha miriam
marianne mary ann
marilyn lyn
marjorie marge
martha marty
martin marty
martina tina
mary molly polly mamie may marilyn maria marie
matilda tilly mattie
matthew matt matty mathew matthias mathieu mats
maurice morris moe
maximilian max
maxwell max
melanie mel
melissa mel missy lissa
melvin mel
michael mike mick mickey micky mikey mikhail misha michel miguel michal mihai mikael
michelle shelly micki
mildred millie
miranda randy mandy
mitchell mitch
mohammed mohammad muhammad mohamed mohamad muhammed mohamud mehmet mahomet mo moe
monica mona
montgomery monty
morgan
nadezhda nadia
nancy nan
natalia natasha natalie
nathan nat nate
nathaniel nat nate nathan
nicholas nick nicky nicolas nikolai nikolay nico klaus nikolaus kolya nik niko nikolaos
nicole nikki
noah
norman norm
oliver ollie
olivia liv livvy
oscar oskar
otto
pamela pam
patricia pat patty trish tricia patsy
patrick pat paddy rick
paul pavel paolo pablo paulo
paula polly
penelope penny
percival percy
peter pete petr pyotr pedro pietro pierre petya
philip phil phillip felipe philippe filip
phyllis phyl
prudence prue
rachel rae
ralph raf
ramon ray
randall randy
randolph randy
raphael rafa rafael rafe
raymond ray raimund
rebecca becky becca
reginald reg reggie
reinhold reiner
richard rick dick rich richie ricky ricardo riccardo richd
robert bob bobby rob robbie bert roberto robin buddy rip robt
roberta bobbie
rodney rod
roderick rod
rodrigo rod
roger rog
roland roly
ronald ron ronnie
rosalind roz
rosemary rose rosie
roy
rudolph rudy rudolf
russell russ
ruth ruthie
salvatore sal
salvador sal
samantha sam
samuel sam sammy
sandra sandy
sarah sally sara sadie
scott scotty
sean shaun shawn
sebastian seb bastian
sergei sergey serge sergio seryozha
seymour sy
shirley shirl
sidney sid sydney
simon si
sofia sophia sophie sonya
solomon sol
spencer spence
stanley stan stanislav
stephanie steph steffi
stephen steve steven stevie stefan stephan esteban stephane etienne steffen
stuart stu stewart
susan sue susie suzanne susanna suzy
svetlana sveta
sylvester sly
sylvia sylvie
tabitha tabby
tatiana tanya
terence terry terrance
theodore ted teddy theo fyodor feodor theodor
theresa terry tess teresa tessa terri tracy
thomas tom tommy tomas tommaso trip thos
timothy tim timmy timofey
tobias toby
trevor trev
ulrich uli
ursula uschi
valentine val
valerie val
vanessa nessa
veronica ronnie vera
victor vic viktor vittorio
victoria vicky tori vika
vincent vince vinny vicente vincenzo vin
viola vi
virginia ginny ginni
vivian viv
vladimir vova volodya vlad volodymyr
vladislav vlad
vsevolod seva
walter walt wally
warren
wendell
wesley wes
wilfred wilf fred
wilhelmina mina willa billie
william bill billy will willie liam wilhelm guillaume guillermo wim willem bud trey wm
winifred winnie
winston win
yevgenia zhenya eugenia
zachary zach zack zac
archibald archie
clement clem
irving irv
leopold leo
milton milt
morton mort
rafael ralph raphael rafa
leroy roy elroy
sanford sandy
sharon sherry shari
stewart stew stu
thaddeus tad thad
woodrow woody
alberto beto
eduardo lalo
enrique quique kike
josef sepp jupp beppe
joachim jochen achim
gottfried gotz goetz
ludwig lutz
wolfgang wolf
bernhard bernd
johannes hannes hans johan johann
luigi gigi
fernando nando
rajesh raj
rajiv raj rajeev
rajendra raj rajan
vikram vik
vikas vik
ashok ash
ashish ash
ashley ash
srinivas sri srini srinivasan
sridhar sri shridhar
krishna krish
krishnan krish kris
devendra dev
sandeep sandy
vasant vas vasanth
venkatesh venkat venkatesan venkataraman
subramaniam subra subu subramanian
shivkumar shiv
siddharth sid
belinda linda
yvonne bonnie
cheryl cheri
gwendolyn gwen
madeleine maddie madeline
miriam mimi
melinda mindy
natalie nat natalia
natasha nat
annette nettie
garrett gary
hamilton ham
alonzo lon
oswald ozzie oz
ezekiel zeke
marvin marv
burton burt
konstantinos kostas costas
ioannis yannis yiannis giannis john
katherine kat
clayton clay
gillian jill
emmanuel manu manny emanuel
millard mickey
reynold rey
jackson jack
preston pres
wilson will
davis dave
stanton stan
branden bran brandon
"""


@cache
def bearers() -> dict[str, frozenset[str]]:
    """The given names that each form stands for, the first word of its lines: alex → alexander, alexandra, alexis."""
    names: dict[str, set[str]] = {}
    for line in _LINES.split("\n"):
        first, *forms = line.split() or [""]
        for form in (first, *forms):
            names.setdefault(form, set()).add(first)
    names.pop("", None)
    return {form: frozenset(full) for form, full in names.items()}


@cache
def _by_sound() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for form, names in bearers().items():
        found[sound(form)] = found.get(sound(form), frozenset()) | names
    return found


@lru_cache(maxsize=16384)
def given_names(word: str) -> frozenset[str]:
    """The given names that a word may stand for, however it is spelled: evgeniy is eugene."""
    return bearers().get(word) or (_by_sound().get(sound(word), frozenset()) if len(word) > 3 else frozenset())
