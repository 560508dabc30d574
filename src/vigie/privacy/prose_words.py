"""Words of running text in English and French that tell a person from an organization; own short lists, without accents."""

import re

# Small words inside a name
PARTICLES = (
    "de",
    "du",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ter",
    "di",
    "da",
    "dos",
    "del",
    "bin",
    "ibn",
    "al",
    "el",
    "ben",
    "y",
)
# Words that begin a sentence or a heading and are no part of a name
BEGINNERS = frozenset(
    """
    the a an in on at by for from to of and but or if as it its he she they we our his her their this that these those there here when
    where while
    after before since until with without according under over during what who why how not no yes only even also still
    le la les l un une des du de d au aux a en dans sur sous par pour avec sans selon depuis apres avant pendant mais ou et donc or ni
    car il elle ils
    elles on nous vous je tu se ce cet cette ces son sa ses leur leurs notre nos votre que qui quoi dont si quand comme lorsque puis
    ainsi alors aussi
    enfin encore meme tout tous toute toutes plus moins tres deux trois y voila voici interrogee interroge contacte contactee among parmi
    u.s. u.k. u.n. e.u. d.c. n.y. l.a.
    """.split()
)
# What organizations, bodies and events are called, beside the words of firms
INSTITUTIONS = frozenset(
    """
    assemblee nationale national senat senate congress congres parlement parliament union europeenne european conseil council cour
    court supreme maison
    house white blanche parti party ministere ministry secretariat departement securite security observatoire federation confederation
    syndicat
    fondation foundation institut universite ecole republique republic nations unies united organisation organization mouvement
    movement front
    ligue league alliance rassemblement coalition initiative project projet operation programme program agence enforcement removal
    removals customs
    border immigration homeland patrol detention compliance ventures capital research labs lab media news times post journal presse
    press magazine
    television radio digital cloud data tech technologies robotics energy airlines airport stadium tower street avenue boulevard rue
    place quai
    act law loi treaty accord accords tribunal justice insoumise socialiste ecologiste communiste democrate democrats republicans
    republicain
    systems solutions services consulting business intelligence web platform platforms insider investigates watch rights droits humain
    humains croix
    rouge amnesty human world monde europe america americain francais francaise french british american german group groupe holdings
    partners
    stock exchange bourse euronext nasdaq wall cup games jeux olympiques air force army navy marine police gendarmerie office bureau
    entire article read more book call meeting now
    """.split()
)
# Ordinary words often written with a capital: months, days, languages, peoples, headings
CAPITALISED = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
    dimanche
    french english american americans british german european europeans francais francaise francaises americain americaine americains
    americaines
    ministers minister ministre ministres president presidente mps mp deputes depute senateur senateurs senator speaker journalist
    animateur
    research respect human rights subsidiary company companies contract contracts website page source sources photo credit images
    update breaking
    spanish german italian dutch russian chinese japanese korean indian mexican canadian australian swiss swedish polish ukrainian
    israeli palestinian turkish greek
    irish scottish welsh arab arabic jewish muslim christian catholic protestant hindu african asian latin roman belgian portuguese
    brazilian iraqi iranian afghan syrian
    espagnol espagnole allemand allemande italien italienne neerlandais russe chinois chinoise japonais indien mexicain canadien
    canadienne suisse polonais ukrainien belge
    arabe juif juive musulman chretien africain asiatique israelien palestinien turc grec irlandais britannique britanniques anglais
    anglaise
    etat etats unis unies nord sud est ouest north south east west new old grand grande saint sainte internet web tech it ia ai
    societe entreprise groupe filiale contrat contrats marche marches avis ministere administration agence service services police justice
    direction centre enfants autorites associations prestataires raids dirigeants signataires methodes operations lettre celebrites
    interieure interieur immigration securite douanes frontiere frontieres rendez-vous bonjour bonsoir merci madame monsieur
    """.split()
)
# Firms, banks, papers and brands that are called like people or by one word, in capitals without accents
KNOWN_ORGANIZATIONS = frozenset(
    line.strip()
    for line in """
    MORGAN STANLEY; GOLDMAN SACHS; WELLS FARGO; JPMORGAN CHASE; ARTHUR ANDERSEN; LOCKHEED MARTIN; NORTHROP GRUMMAN; RAYTHEON;
    BOOZ ALLEN; LEIDOS;
    MERRILL LYNCH; CREDIT SUISSE; DEUTSCHE TELEKOM; CHARLES SCHWAB; BERKSHIRE HATHAWAY; PRATT WHITNEY; ROLLS ROYCE; HEWLETT PACKARD;
    DEN NORSKE; PEROT SYSTEMS;
    LOUIS VUITTON; DASSAULT SYSTEMES; SOPRA STERIA; THALES; SAFRAN; BOUYGUES; BOLLORE; VIVENDI; ATOS; AIRBUS; ORANGE; RENAULT; PEUGEOT;
    MICHELIN; CHRISTIAN DIOR;
    MARCEL DASSAULT; PIERRE CARDIN; SODEXO; ACCOR; REUTERS; BLOOMBERG; FRANCE INTER; FRANCE INFO; FRANCE CULTURE; FRANCE TELEVISIONS;
    RADIO FRANCE;
     LIBERATION; MEDIAPART; LE MONDE; LE FIGARO; LE PARISIEN;
    POLITICO; AXIOS; PROPUBLICA;
    MCKINSEY; BAIN; SALESFORCE; FACEBOOK; GOOGLE; APPLE; TESLA; ANDURIL; ANTHROPIC; SCIENCES PO; MOTOROLA; PENLINK; BABEL STREET;
    PARAGON; CELLEBRITE; SOPHOS; DELOITTE;
    ACCENTURE; PALANTIR; CAPGEMINI; SERCO; AVEVA; ERNST; KPMG; MITIE; GRAYSHIFT; HARVARD; GEORGETOWN; STANFORD; OXFORD; CAMBRIDGE;
    PENTAGON; KREMLIN; INTERPOL; EUROPOL
    """.replace("\n", " ").split(";")
)
# Cities and regions beside those of the United States, in capitals without accents
PLACES_OF_THE_WORLD = frozenset(
    place.strip()
    for place in """
    ADELAIDE; ALGER; AMSTERDAM; ANKARA; ATHENES; ATHENS; AUCKLAND; BAGDAD; BAGHDAD; BANGKOK; BARCELONA; BARCELONE; BEIJING; BEIRUT;
    BERLIN; BEYROUTH; BORDEAUX; BREST;
    BRISTOL; BRITTANY; BRUSSELS; BRUXELLES; BUCAREST; BUDAPEST; BUENOS AIRES; CAIRO; CALAIS; CASABLANCA; COPENHAGUE; COPENHAGEN; DAKAR;
    DELHI; DIJON; DOHA; DUBAI;
    DUBLIN; EDINBURGH; FRANCFORT; FRANKFURT; GENEVE; GENEVA; GLASGOW; GRENOBLE; HAMBURG; HANOI; HELSINKI; HONG KONG; ISTANBUL; JAKARTA;
    JERUSALEM; KABUL; KABOUL; KIEV;
    KUALA LUMPUR; KYIV; LAGOS; LE CAIRE; LE HAVRE; LE MANS; LILLE; LIMOGES; LISBON; LISBONNE; LIVERPOOL; LONDON; LONDRES; LYON; MADRID;
    MANCHESTER; MANILA; MARSEILLE;
    MELBOURNE; METZ; MEXICO; MILAN; MONTPELLIER; MONTREAL; MOSCOU; MOSCOW; MUMBAI; MUNICH; NAIROBI; NANCY; NANTES; NANTERRE; NEW DELHI;
    NICE; NOVA SCOTIA; OSLO; OTTAWA;
    PARIS; PEKIN; PERTH; PORTSMOUTH; PRAGUE; QUEBEC; RABAT; REIMS; RENNES; RIO DE JANEIRO; ROME; ROUEN; RYAD; SAO PAULO; SEOUL;
    SHANGHAI; SINGAPORE; SINGAPOUR; SOFIA;
    STOCKHOLM; STRASBOURG; SYDNEY; TEL AVIV; TOKYO; TORONTO; TOULON; TOULOUSE; TOURS; TRIPOLI; TUNIS; TURIN; VANCOUVER; VARSOVIE;
    VIENNA; VIENNE; WARSAW; ZURICH; CRIMEE
    """.replace("\n", " ").split(";")
)
# What names an organization stands behind: "le groupe", "the bank"
ORGANIZATION_BEFORE = re.compile(
    r"(?<!\w)(?:group|groupe|bank|banque|company|compan(?:y|ies) like|firm|start-?up|subsidiary|filiale|entreprise|soci[ée]t[ée]"
    r"|cabinet|agence|maison|marque|brand|magazine"
    r"|newspaper|quotidien|journal|logiciel|software|platform|plateforme|syst[èe]me|application|app|[ée]diteur|supplier|fournisseur"
    r"|prestataire)\s$",
    re.IGNORECASE,
)
# Where a sentence or a line begins
SENTENCE_BEFORE = re.compile(r"(?:^|[.!?…:;\n«“\"—–•*-]\s*)$")
# A role said behind a name alone: "X, the former chief", "X, employée à"
ROLE_AFTER = re.compile(
    r",\s(?:(?:the|an?|his|her|their|le|la|une?|son|sa|leur)\s|l['’])?(?:former\s|ex-|anci(?:en|enne)\s)?(?:chief|director|head"
    r"|spokes\w+|president|secretary|analyst|lawyer"
    r"|founder|chair\w*|employee|worker|teacher|nurse|mother|father|directeur|directrice|pr[ée]sidente?|avocate?|fondat\w+"
    r"|employée?|salariée?|[ée]lue?|d[ée]put[ée]e?"
    r"|consultante?|ing[ée]nieure?|chercheu\w+|m[èe]re|p[èe]re|\d{2} ans|\d{2}\b)(?!\w)",
    re.IGNORECASE,
)
ADMINISTRATION_AFTER = re.compile(r"(?:['’]s)?\s(?:administration|presidency|campaign|era)(?!\w)")
# A line or a word that signs
SIGNATURE_BEFORE = re.compile(r"(?<!\w)(?:by|par|contact|photo|reporting by|editing by|presse)\s?:?\s$", re.IGNORECASE)
# A title that may be written with a capital and stands within a run, before the name
TITLE_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Sir|Dame|Lord|Lady|Judge|Sgt|Capt|Gen|Col|Lt|MM?|Mmes?|Mlles?|Me|Ma[îi]tre|Mgr)\.?|PDG|DG"
    r"|CEO|CFO|CTO|CIO"
    r"|[Pp]r[ée]sidente?|[Mm]inist(?:er|re)|[Ss]ecretary|[Ss]enators?|[Ss][ée]nat(?:eur|rice)s?|[Dd][ée]put[ée]e?s?"
    r"|Representatives?|Governor|Mayor|Maire|Chancellor|Chancelier"
    r"|Director|Directeur|Directrice|Chairman|Chairwoman|Officer|Analyst|Analyste|Professor|Professeure?|Spokes(?:man|woman|person)"
    r"|Reporter|Journaliste?|Actors?|Act(?:eur|rice)s?"
    r"|Attorney|Former|Prime|Vice|Acting|Major|General|Brigadier|Admiral|King|Queen|Prince|Princess|Coroner|Coach|Chief|Engineer"
    r"|Foreign|Staff|Sergeant|Captain|Colonel|Lieutenant|Commissioner|Commissaire|Contact|Bonsoir|Bonjour|Hello|Dear|Ch[èe]re?|Feu",
)
TITLE_OF = re.compile(r"(?<!\w)(?:[Ss]ecretary|[Mm]inister|[Dd]irector|[Ss]ecr[ée]taire) (?:of|for|de|d['’]) ?$")
# What stands before a person's name; what follows need not be known
TITLE_BEFORE = re.compile(
    r"(?:(?<!\w)(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Sir|Dame|Lord|Lady|Judge|Justice|Sgt|Capt|Gen|Col|Lt|MM?|Mmes?|Mlles?|Me|Mgr)\.?"
    r"|(?<!\w)(?:pr[ée]sidente?|president|minist(?:er|re)|secretary|secr[ée]taire(?: d['’][ÉE]tat)?|s[ée]nat(?:or|eur|rice)"
    r"|d[ée]put[ée]e?|congress(?:man|woman)|governor|gouverneure?"
    r"|mayor|maire|chancellor|chancelier|judge|juge|director|directeur|directrice|CEO|PDG|chief executive|chairman|chairwoman|chair"
    r"|founder|co-?founder|(?:co-?)?fondat(?:eur|rice)"
    r"|executive|officer|analyst|analyste|lawyer|avocate?|professor|professeure?|researcher|cherche(?:ur|use)|spokes(?:man|woman"
    r"|person)|porte-parole|journalist|journaliste|reporter"
    r"|actor|actress|acteur|actrice|singer|chanteu(?:r|se)|player|basketteu(?:r|se)|footballeu(?:r|se)|joueu(?:r|se)|star|agent"
    r"|citizen|citoyen(?:ne)?|named|called|nomm[ée]e?|d[ée]nomm[ée]e?|name of|nom de|l['’]administration|bonsoir|bonjour|hello|dear"
    r"|ch[èe]re?|attorney"
    r"|commissioner|commissaire|ma[îi]tre|Me|editor|r[ée]dact(?:eur|rice)|say|says|said|victim|victime|senators|s[ée]nateurs"
    r"|d[ée]put[ée]s|actors|acteurs),?)\s$",
    re.IGNORECASE,
)  # fmt: skip
# What stands behind a person's name
_SAYS = (
    r"said|says|told|added|wrote|writes|tweeted|argued|warned|explained|announced|denied|declined|claimed|insisted|accepted|urged"
    r"|asked|called|testified|resigned"
    r"|a (?:d[ée]clar[ée]|dit|affirm[ée]|expliqu[ée]|ajout[ée]|[ée]crit|estim[ée]|d[ée]nonc[ée]|qualifi[ée]|appel[ée]|indiqu[ée]"
    r"|pr[ée]cis[ée]|rappel[ée]|assur[ée]|confi[ée])"
    r"|d[ée]clare|affirme|explique|ajoute|estime|d[ée]nonce|[ée]crit|indique|pr[ée]cise|assure|souligne|juge|regrette"
)
SAYING_AFTER = re.compile(rf"(?:,[^,.]{{0,40}},)?\s(?:{_SAYS})(?!\w)", re.IGNORECASE)
SAYING_BEFORE = re.compile(
    r"(?<!\w)(?:said|says|added|wrote|according to|asked|told|d[ée]clare|affirme|explique|ajoute|estime|souligne|pr[ée]cise|assure"
    r"|conclut|poursuit|rench[ée]rit)\s$",
    re.IGNORECASE,
)
