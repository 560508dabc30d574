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
    the a an in on at by for from to of and but or if as it its he she they we our his her their this that these those there here when where while
    after before since until with without according under over during what who why how not no yes only even also still
    le la les l un une des du de d au aux a en dans sur sous par pour avec sans selon depuis apres avant pendant mais ou et donc or ni car il elle ils
    elles on nous vous je tu se ce cet cette ces son sa ses leur leurs notre nos votre que qui quoi dont si quand comme lorsque puis ainsi alors aussi
    enfin encore meme tout tous toute toutes plus moins tres deux trois y voila voici interrogee interroge contacte contactee
    """.split()
)
# What organizations, bodies and events are called, beside the words of firms
INSTITUTIONS = frozenset(
    """
    assemblee nationale national senat senate congress congres parlement parliament union europeenne european conseil council cour court supreme maison
    house white blanche parti party ministere ministry secretariat departement securite security observatoire federation confederation syndicat
    fondation foundation institut universite ecole republique republic nations unies united organisation organization mouvement movement front
    ligue league alliance rassemblement coalition initiative project projet operation programme program agence enforcement removal removals customs
    border immigration homeland patrol detention compliance ventures capital research labs lab media news times post journal presse press magazine
    television radio digital cloud data tech technologies robotics energy airlines airport stadium tower street avenue boulevard rue place quai
    act law loi treaty accord accords tribunal justice insoumise socialiste ecologiste communiste democrate democrats republicans republicain
    systems solutions services consulting business intelligence web platform platforms insider investigates watch rights droits humain humains croix
    rouge amnesty human world monde europe america americain francais francaise french british american german group groupe holdings partners
    stock exchange bourse euronext nasdaq wall cup games jeux olympiques air force army navy marine police gendarmerie office bureau
    entire article read more book call meeting now
    """.split()
)
# Ordinary words often written with a capital: months, days, languages, peoples, headings
CAPITALISED = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
    french english american americans british german european europeans francais francaise francaises americain americaine americains americaines
    ministers minister ministre ministres president presidente mps mp deputes depute senateur senateurs senator speaker journalist animateur
    research respect human rights subsidiary company companies contract contracts website page source sources photo credit images update breaking
    etat etats unis unies nord sud est ouest north south east west new old grand grande saint sainte internet web tech it ia ai
    societe entreprise groupe filiale contrat contrats marche marches avis ministere administration agence service services police justice
    direction centre enfants autorites associations prestataires raids dirigeants signataires methodes operations lettre celebrites
    interieure interieur immigration securite douanes frontiere frontieres rendez-vous bonjour bonsoir merci madame monsieur
    """.split()
)
# What stands before a person's name; what follows need not be known
TITLE_BEFORE = re.compile(
    r"(?:(?<!\w)(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Sir|Dame|Lord|Lady|Judge|Justice|Sgt|Capt|Gen|Col|Lt|MM?|Mmes?|Mlles?|Me|Mgr)\.?"
    r"|(?<!\w)(?:pr[ée]sidente?|president|minist(?:er|re)|secretary|secr[ée]taire(?: d['’][ÉE]tat)?|s[ée]nat(?:or|eur|rice)|d[ée]put[ée]e?|congress(?:man|woman)|governor|gouverneure?"
    r"|mayor|maire|chancellor|chancelier|judge|juge|director|directeur|directrice|CEO|PDG|chief executive|chairman|chairwoman|chair|founder|co-?founder|(?:co-?)?fondat(?:eur|rice)"
    r"|executive|officer|analyst|analyste|lawyer|avocate?|professor|professeure?|researcher|cherche(?:ur|use)|spokes(?:man|woman|person)|porte-parole|journalist|journaliste|reporter"
    r"|actor|actress|acteur|actrice|singer|chanteu(?:r|se)|player|basketteu(?:r|se)|footballeu(?:r|se)|joueu(?:r|se)|star|agent|citizen|citoyen(?:ne)?|named|called|nomm[ée]e?|d[ée]nomm[ée]e?),?)\s$",
    re.IGNORECASE,
)  # fmt: skip
# What stands behind a person's name
_SAYS = (
    r"said|says|told|added|wrote|writes|tweeted|argued|warned|explained|announced|denied|declined|claimed|insisted|accepted|urged|asked|called|testified|resigned"
    r"|a (?:d[ée]clar[ée]|dit|affirm[ée]|expliqu[ée]|ajout[ée]|[ée]crit|estim[ée]|d[ée]nonc[ée]|qualifi[ée]|appel[ée]|indiqu[ée]|pr[ée]cis[ée]|rappel[ée]|assur[ée]|confi[ée])"
    r"|d[ée]clare|affirme|explique|ajoute|estime|d[ée]nonce|[ée]crit|indique|pr[ée]cise|assure|souligne|juge|regrette"
)
SAYING_AFTER = re.compile(rf"(?:,[^,.]{{0,40}},)?\s(?:{_SAYS})(?!\w)", re.IGNORECASE)
SAYING_BEFORE = re.compile(
    r"(?<!\w)(?:said|says|added|wrote|according to|asked|told|d[ée]clare|affirme|explique|ajoute|estime|souligne|pr[ée]cise|assure|conclut|poursuit|rench[ée]rit)\s$",
    re.IGNORECASE,
)
