/** What the skill says in French. Cars have an article, prices their currency. */
export default {
  language: 'fr-FR',
  currencies: {
    USD: { one: 'dollar', other: 'dollars' },
  },
  aCar: 'une voiture',
  sizes: {
    mini: 'une mini', economy: 'une économique', compact: 'une compacte', intermediate: 'une intermédiaire', standard: 'une standard',
    fullSize: 'une grande berline', premium: 'une premium', luxury: 'une voiture de luxe', oversize: 'une très grande voiture',
    special: 'une voiture spéciale', small: 'une petite voiture', medium: 'une voiture moyenne', large: 'une grande voiture',
  },
  types: {
    wagon: 'un break', van: 'un monospace', suv: 'un SUV', crossover: 'un crossover', convertible: 'un cabriolet',
    sports: 'une voiture de sport', pickup: 'un pick-up', other: 'un véhicule spécial',
  },
  dayAndTime: (day, time) => `${day} à ${time}`,
  from: (what, price) => price ? `${what} à partir de ${price}` : what,

  welcome: 'Bienvenue dans Recherche Voiture.',
  where: 'Où voulez-vous prendre la voiture ?',
  unknownPlace: place => `Je ne connais pas de lieu nommé ${place}.`,
  severalPlaces: place => `Plusieurs lieux correspondent à ${place}.`,
  didYouMean: place => `Vouliez-vous dire ${place} ?`,
  whichPlace: places => `Voulez-vous dire ${places} ?`,
  when: 'Quand voulez-vous la prendre ?',
  unknownDate: "Je n'ai pas compris la date.",
  vagueDate: 'Il me faut le jour.',
  inThePast: 'Cette date est passée.',
  tooFarAhead: "C'est trop loin. La recherche est possible pour les 330 prochains jours.",
  howLong: 'Pour combien de jours ?',
  badReturn: 'Le retour doit suivre la prise en charge, de 90 jours au plus.',
  whatTime: 'À quelle heure voulez-vous la prendre ?',
  badTime: time => `Vous ne pouvez pas prendre une voiture à ${time} ce jour-là.`,
  howOld: 'Quel âge a le conducteur ?',
  badAge: 'Le conducteur doit avoir de 18 à 99 ans.',
  searching: ({ place, pickUp, dropOff, age }) =>
    `Je cherche une voiture à ${place}, du ${pickUp} au ${dropOff}, pour un conducteur de ${age} ans.`,

  whatSize: 'Quelle taille de voiture ?',
  sizeHint: 'Vous pouvez dire petite, moyenne ou grande, ou demander quelles tailles il y a.',
  unknownSize: 'Je ne connais pas cette taille.',
  sizesSoFar: list => `J'ai ${list}.`,
  anyCompany: 'Un loueur en particulier ?',
  companyHint: 'Vous pouvez en nommer un, dire non, ou demander quels loueurs il y a.',
  unknownCompany: company => `${company} ne fait pas partie des loueurs.`,
  companiesSoFar: list => `J'ai ${list}.`,
  nothingSoFar: "Je n'ai pas de telles offres pour l'instant.",

  found: ({ car, company, price }) => `J'ai trouvé ${car} chez ${company}, pour ${price}.`,
  foundSoFar: ({ car, company, price }) => `Pour l'instant, j'ai trouvé ${car} chez ${company}, pour ${price}.`,
  details: ({ type, vehicle, station }) =>
    `${type ? `C'est ${type}, par exemple` : 'Par exemple'} ${vehicle} ou similaire. Prise en charge : ${station}.`,
  waitForThem: count => count === 1
    ? "Un loueur n'a pas encore répondu. Dois-je l'attendre ?"
    : `${count} loueurs n'ont pas encore répondu. Dois-je les attendre ?`,
  stillSearching: ({ responded, companies }) =>
    `Je cherche encore.${companies > 0 ? ` ${responded} loueurs sur ${companies} ont répondu.` : ''}`,
  keepWaiting: 'Dois-je continuer à attendre ?',
  allRight: 'Entendu.',
  anythingElse: 'Autre chose ?',
  moreHint: "Vous pouvez demander le prix d'une plus grande voiture, l'offre suivante, une autre taille, un autre loueur "
    + 'ou une nouvelle recherche.',
  whatElse: 'Que voulez-vous ?',
  lastOffer: "C'était la dernière offre.",

  upgrade: ({ car, price }) => price ? `${car} pour ${price} de plus par jour` : `${car} sans supplément`,
  upgrades: list => `Il y a ${list}.`,
  likeIt: 'La voulez-vous ?',
  whichOne: 'Laquelle voulez-vous ?',
  nothingLarger: "Il n'y a rien de plus grand.",

  noMatch: ({ car, company }) => `Je n'ai pas trouvé ${car}${company ? ` chez ${company}` : ''}.`,
  otherCompanies: car => `D'autres loueurs ont ${car}.`,
  thereIs: car => `Il y a ${car}.`,
  otherCars: "Il y a d'autres voitures.",
  lookThere: 'Dois-je les regarder ?',
  noCars: "Je n'ai trouvé aucune voiture pour ce lieu et ces dates.",
  newSearch: 'Dois-je commencer une nouvelle recherche ?',
  nobodyResponded: "Aucun loueur n'a pu répondre.",

  expired: 'La recherche a expiré.',
  searchAgain: 'Dois-je chercher à nouveau ?',
  busy: 'Beaucoup de personnes cherchent en ce moment.',
  busyLater: 'Trop de personnes cherchent en ce moment. Veuillez réessayer dans quelques minutes.',
  unreachable: "La recherche de voitures n'est pas joignable pour le moment.",
  tryAgain: 'Dois-je réessayer ?',
  unavailable: 'Désolée, la recherche de voitures est en panne. Veuillez réessayer plus tard.',
  notUnderstood: "Désolée, je n'ai pas compris.",
  help: 'Je cherche des voitures de location chez beaucoup de loueurs à la fois. '
    + 'Dites par exemple : une voiture à New York le week-end prochain.',
  goodbye: 'Bon voyage.',

  cardTitle: 'Recherche Voiture',
  card: ({ car, type, company, price, vehicle, station, pickUp, dropOff, address, isSimulated }) => [
    `${company} : ${car}, ${price}`,
    `${type ? `${type}, ` : ''}${vehicle} ou similaire`,
    station,
    `${pickUp} – ${dropOff}`,
    address,
    isSimulated ? "Cette offre est simulée : cette voiture n'existe pas." : null,
  ].filter(Boolean).join('\n'),
};
