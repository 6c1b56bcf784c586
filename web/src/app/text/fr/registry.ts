import type { RegistryText } from '../registry';

/** Ce que le registre demande et nomme, en français. */
export const registry: RegistryText = {
  groups: {
    coverage: 'Ce qu’elle couvre',
    treatment: 'Traitement des produits, services, fournisseurs et titulaires de droits étrangers',
    border: 'À la frontière',
    money: 'Taxes, aides et conditions',
    technical_rules: 'Règles techniques applicables aux produits',
    services: 'Services',
    intellectual_property: 'Propriété intellectuelle',
    purpose: 'Ce qu’elle vise',
    context: 'Le contexte',
  },
  facts: {
    applies_to_goods:
      'La mesure couvre-t-elle des marchandises : appareils, machines, puces ou produits contenant un logiciel ?',
    applies_to_services:
      'Couvre-t-elle des services, comme un modèle accessible par le réseau, l’informatique en nuage, le traitement de données ou la publicité ?',
    affects_intellectual_property:
      'Modifie-t-elle ce que les titulaires de droits d’auteur, de brevets ou de secrets d’affaires peuvent faire, ou ce qu’ils doivent remettre ?',
    supply_across_border:
      'Les services sont-ils fournis de manière transfrontière, depuis l’étranger et par le réseau (mode 1) ?',
    computer_services:
      'S’agit-il d’un service informatique ou connexe : logiciels, traitement de données, bases de données, nuage ?',
    general_application:
      'Est-ce une règle d’application générale, et non une décision visant une seule entreprise ?',
    regulates_inside:
      'Régit-elle la vente, l’achat, le transport ou l’utilisation de marchandises sur le marché intérieur, quels que soient ses effets à la frontière ?',
    government_procurement: 'Porte-t-elle sur des achats d’organismes publics pour leurs propres besoins ?',
    economy_group: 'L’économie est-elle un Membre développé, en développement ou parmi les moins avancés ?',
    discriminates_by_origin:
      'Traite-t-elle les produits, services ou fournisseurs étrangers moins bien que les nationaux, en droit ou en fait ?',
    distinguishes_countries:
      'Traite-t-elle certains pays étrangers mieux que d’autres, en droit ou en fait ?',
    recognises_some_countries:
      'Reconnaît-elle les certificats, licences, règles ou résultats de certains pays étrangers et non ceux d’autres ?',
    article_ii_exemption:
      'L’économie a-t-elle inscrit, au titre de l’AGCS, une exemption du traitement de la nation la plus favorisée qui couvre la mesure ?',
    integration_agreement:
      'La préférence fait-elle partie d’un accord commercial couvrant un nombre substantiel de secteurs de services ?',
    developing_exports_affected: 'Des Membres en développement exportent-ils ce qu’elle couvre ?',
    applies_at_border:
      'Agit-elle à la frontière, lors de l’importation ou de l’exportation ou en raison de celles-ci ?',
    customs_duty: 'Perçoit-elle un droit de douane ?',
    other_import_charge:
      'Frappe-t-elle l’importation d’une autre imposition que les produits nationaux ne supportent pas ?',
    tariff_line_bound:
      'Le droit applicable à ces marchandises est-il consolidé dans la liste de l’économie ?',
    duty_on_electronic_transmissions:
      'Perçoit-elle un droit de douane sur les transmissions électroniques, comme les téléchargements ou la diffusion en continu ?',
    ita_participant: 'L’économie participe-t-elle à l’Accord sur les technologies de l’information de 1996 ?',
    ita_product:
      'Les marchandises figurent-elles dans l’appendice A ou B de l’Accord sur les technologies de l’information ?',
    ita_expansion_participant:
      'L’économie participe-t-elle à l’élargissement, en 2015, de l’Accord sur les technologies de l’information ?',
    ita_expansion_product: 'Les marchandises figurent-elles sur la liste de l’élargissement de 2015 ?',
    import_ban: 'Interdit-elle l’importation de marchandises ?',
    export_ban: 'Interdit-elle l’exportation de marchandises ?',
    import_licence:
      'L’importation de marchandises exige-t-elle une licence ou une autre autorisation préalable ?',
    export_licence:
      'L’exportation de marchandises exige-t-elle une licence ou une autre autorisation préalable ?',
    licence_automatic: 'La licence est-elle accordée dans tous les cas à quiconque la demande ?',
    quantitative_limit: 'Plafonne-t-elle les quantités importées ou exportées ?',
    fee_at_border: 'Perçoit-elle une redevance à l’importation ou à l’exportation ?',
    documents_at_border:
      'Exige-t-elle des documents ou des données à l’importation ou à l’exportation de marchandises ?',
    classification_unclear: 'La ligne tarifaire ou l’origine des marchandises est-elle incertaine ?',
    internal_tax: 'Taxe-t-elle des produits, des services ou leurs fournisseurs sur le marché intérieur ?',
    direct_tax: 'S’agit-il d’un impôt direct, sur le revenu ou sur les bénéfices ?',
    subsidy:
      'Les pouvoirs publics donnent-ils de l’argent, renoncent-ils à des recettes ou fournissent-ils capacité de calcul, données ou crédit à des conditions plus favorables que celles du marché ?',
    subsidy_specific:
      'L’aide est-elle limitée à certaines entreprises, branches de production ou régions, en droit ou en fait ?',
    subsidy_contingent_on_exports: 'L’aide est-elle subordonnée à l’exportation, en droit ou en fait ?',
    subsidy_contingent_on_local_content:
      'L’aide est-elle subordonnée à l’utilisation de produits nationaux de préférence à des produits importés ?',
    subsidy_harms_others:
      'Des indices montrent-ils que l’aide évince les producteurs d’autres Membres, casse leurs prix ou leur cause un dommage ?',
    investment_condition:
      'Est-ce une condition que les investisseurs doivent remplir, ou remplir pour obtenir un avantage ?',
    local_content_required: 'Exige-t-elle ou récompense-t-elle l’utilisation de produits locaux ?',
    gpa_party: 'L’économie est-elle partie à l’Accord sur les marchés publics ?',
    gpa_covered:
      'L’organisme public, la valeur du marché et l’objet de l’achat sont-ils couverts par les annexes de l’économie ?',
    technical_regulation:
      'Est-elle obligatoire, et fixe-t-elle les caractéristiques d’un produit, sa production ou son étiquetage ?',
    voluntary_standard: 'S’agit-il d’une norme volontaire pour des produits ?',
    conformity_assessment:
      'Exige-t-elle des essais, une inspection, un audit, une certification ou un enregistrement attestant que les produits satisfont aux prescriptions ?',
    third_party_assessment: 'L’évaluation doit-elle être faite par une tierce partie ?',
    requires_local_conformity_body: 'L’organisme d’évaluation doit-il être établi dans le pays ?',
    accepts_foreign_results:
      'Accepte-t-elle les résultats d’organismes étrangers offrant une assurance équivalente ?',
    international_standard_exists:
      'Existe-t-il une norme, un guide ou une recommandation internationale pertinents, ou sur le point d’être mis en forme finale ?',
    based_on_international_standard: 'Est-elle fondée sur cette norme, ce guide ou cette recommandation ?',
    prescribes_design:
      'Prescrit-elle une technique ou une conception, comme un filigrane ou un format donné, plutôt qu’une performance ?',
    significant_trade_effect: 'Peut-elle avoir un effet notable sur le commerce d’autres Membres ?',
    urgent:
      'Un problème urgent de sécurité, de santé, d’environnement ou de sécurité nationale justifie-t-il d’omettre des étapes ?',
    notified:
      'Le projet a-t-il été notifié à l’OMC au titre de l’Accord sur les obstacles techniques au commerce ?',
    comment_period_days: 'Combien de jours sont laissés pour présenter des observations ?',
    equivalence_requested:
      'Un autre Membre a-t-il demandé que ses propres règles soient acceptées comme équivalentes ?',
    services_committed:
      'L’économie a-t-elle pris des engagements dans sa liste AGCS pour les secteurs concernés ?',
    market_access_committed:
      'Ces engagements accordent-ils l’accès aux marchés selon le mode concerné, sans limitation qui couvre la mesure ?',
    national_treatment_committed:
      'Ces engagements accordent-ils le traitement national selon le mode concerné, sans condition qui couvre la mesure ?',
    services_reference_paper:
      'L’économie a-t-elle repris dans sa liste le document de référence de 2021 sur la réglementation intérieure dans le domaine des services ?',
    service_licence: 'La fourniture du service exige-t-elle une licence ou une autre autorisation ?',
    service_standard: 'Fixe-t-elle des qualifications ou des normes techniques pour des services ?',
    limits_suppliers:
      'Plafonne-t-elle le nombre de fournisseurs, les transactions, la production, les effectifs ou le capital étranger, ou impose-t-elle une forme juridique ?',
    bans_remote_supply: 'Exclut-elle de fait la fourniture depuis l’étranger par le réseau ?',
    blocks_services: 'Bloque-t-elle l’accès à un service ou à ses réseaux ?',
    requires_local_presence:
      'Les fournisseurs doivent-ils avoir un établissement ou un représentant dans le pays ?',
    telecom_supplier:
      'La mesure vise-t-elle des fournisseurs de réseaux ou de services publics de télécommunication ?',
    telecom_reference_paper:
      'L’économie a-t-elle repris dans sa liste le document de référence sur les télécommunications de base ?',
    requires_local_storage: 'Les données doivent-elles être conservées ou traitées dans le pays ?',
    restricts_transfers: 'Interdit-elle d’envoyer des données à l’étranger, ou y met-elle des conditions ?',
    personal_data: 'Porte-t-elle sur des données à caractère personnel ?',
    cybersecurity_rule: 'Porte-t-elle sur la cybersécurité ?',
    government_data: 'Porte-t-elle sur des données publiées par des organismes publics ?',
    electronic_contracts: 'Porte-t-elle sur les contrats, les signatures ou les factures électroniques ?',
    requires_source_code: 'Le code source doit-il être divulgué ou remis ?',
    requires_trade_secrets:
      'Des poids, des données d’entraînement, des savoir-faire ou d’autres secrets doivent-ils être divulgués ou remis ?',
    affects_copyright:
      'Modifie-t-elle ce que les titulaires de droits d’auteur peuvent interdire ou doivent faire ?',
    copyright_exception:
      'Limite-t-elle le droit d’auteur, ou permet-elle d’utiliser des œuvres sans autorisation ?',
    covers_programs_or_databases:
      'Touche-t-elle des programmes d’ordinateur ou des compilations de données en tant qu’œuvres protégées ?',
    favours_own_right_holders:
      'Les titulaires de droits étrangers sont-ils moins protégés que les nationaux, en droit ou en fait ?',
    favours_some_right_holders:
      'Les titulaires de droits de certains pays étrangers sont-ils mieux protégés que ceux d’autres ?',
    limits_patentability:
      'Exclut-elle des inventions de la brevetabilité, ou restreint-elle des droits de brevet, selon le domaine, le lieu de l’invention ou l’importation ?',
    patent_exception: 'Permet-elle d’utiliser des inventions brevetées sans autorisation ?',
    test_data_for_approval:
      'Des données d’essais non divulguées doivent-elles être présentées pour commercialiser de nouveaux médicaments ou produits chimiques pour l’agriculture ?',
    changes_enforcement:
      'Modifie-t-elle les moyens de faire respecter les droits de propriété intellectuelle ?',
    technology_transfer_programme:
      'Offre-t-elle des incitations au transfert de technologie vers les pays les moins avancés Membres ?',
    national_security_purpose: 'Vise-t-elle à protéger des intérêts essentiels de sécurité ?',
    health_or_safety_purpose:
      'Vise-t-elle à protéger la santé et la vie des personnes et des animaux ou à préserver les végétaux ?',
    public_morals_purpose: 'Vise-t-elle à protéger la moralité publique ?',
    public_order_purpose:
      'Vise-t-elle à maintenir l’ordre public, face à une menace véritable et suffisamment grave pesant sur un intérêt fondamental de la société ?',
    privacy_purpose: 'Vise-t-elle à protéger la vie privée dans le traitement de données personnelles ?',
    enforces_other_law: 'Vise-t-elle à assurer le respect d’une autre loi ou réglementation ?',
    conservation_purpose: 'Vise-t-elle à conserver des ressources naturelles épuisables ?',
    ecommerce_agreement_party: 'L’économie applique-t-elle l’Accord sur le commerce électronique de 2024 ?',
    contested_by_member: 'Un autre Membre s’y est-il opposé ?',
    response_to_breach:
      'Répond-elle à ce que l’économie tient pour une violation du droit de l’OMC par un autre Membre ?',
  },
  answers: {
    developed: 'Développé',
    developing: 'En développement',
    least_developed: 'Moins avancé',
    none: 'aucune exigence',
  },
  questions: {
    'Does it ask for documents, licences or fees when goods cross the border?':
      'Exige-t-elle des documents, des licences ou des redevances lorsque des marchandises passent la frontière ?',
    'Does it ban, cap or license imports or exports of goods?':
      'Interdit-elle, plafonne-t-elle ou soumet-elle à licence l’importation ou l’exportation de marchandises ?',
    'Does it bear harder on imports than on domestic products, or on some countries than on others?':
      'Pèse-t-elle davantage sur les importations que sur les produits nationaux, ou sur certains pays que sur d’autres ?',
    'Does it charge a customs duty or another charge on importation?':
      'Perçoit-elle un droit de douane ou une autre imposition à l’importation ?',
    'Does it compel disclosure of source code or other secrets?':
      'Impose-t-elle la divulgation de code source ou d’autres secrets ?',
    'Does it depart from that guide or recommendation?':
      'S’écarte-t-elle de ce guide ou de cette recommandation ?',
    'Does it depart from that standard?': 'S’écarte-t-elle de cette norme ?',
    'Does it prefer domestic suppliers, goods or hosting, or some countries over others?':
      'Favorise-t-elle les fournisseurs, les produits ou l’hébergement nationaux, ou certains pays par rapport à d’autres ?',
    'Does it promote the transfer of technology to least-developed Members, or stand in its way?':
      'Favorise-t-elle le transfert de technologie vers les pays les moins avancés Membres, ou y fait-elle obstacle ?',
    'Does it reach protected programs or compilations of data, or demand source code?':
      'Touche-t-elle des programmes ou des compilations de données protégés, ou exige-t-elle du code source ?',
    'Does it serve an aim that a general exception for goods names?':
      'Poursuit-elle un objectif que nomme une exception générale pour les marchandises ?',
    'Does it serve an aim that a general exception for services names?':
      'Poursuit-elle un objectif que nomme une exception générale pour les services ?',
    'Does it serve security, or one of the aims that the general exceptions name?':
      'Sert-elle la sécurité ou l’un des objectifs que nomment les exceptions générales ?',
    'Does it stop or condition the movement of information or access to services over networks?':
      'Empêche-t-elle ou conditionne-t-elle la circulation de l’information ou l’accès aux services par les réseaux ?',
    'Does it treat some foreign countries better than others, openly, in effect or by recognition?':
      'Traite-t-elle certains pays étrangers mieux que d’autres, ouvertement, de fait ou par voie de reconnaissance ?',
    'Does it turn away results of bodies abroad?': 'Écarte-t-elle les résultats d’organismes étrangers ?',
    'Does it turn on the use of local goods, or limit imports or exports of goods?':
      'Dépend-elle de l’utilisation de produits locaux, ou limite-t-elle l’importation ou l’exportation de marchandises ?',
    'Does the support depend on exporting, or on using domestic rather than imported goods?':
      'L’aide est-elle subordonnée à l’exportation, ou à l’utilisation de produits nationaux de préférence à des produits importés ?',
    'Is it a ban, a cap, or a licence that may be refused?':
      'S’agit-il d’une interdiction, d’un plafond ou d’une licence qui peut être refusée ?',
    'Is it a licence, a qualification requirement or a technical standard for services?':
      'S’agit-il d’une licence, d’une prescription en matière de qualifications ou d’une norme technique pour des services ?',
    'Is it a limit of the listed kinds, or in effect a ban on remote supply?':
      'S’agit-il d’une limitation de l’un des types énumérés, ou de fait d’une interdiction de la fourniture à distance ?',
    'Is it a technical regulation, a standard or a conformity assessment procedure?':
      'S’agit-il d’un règlement technique, d’une norme ou d’une procédure d’évaluation de la conformité ?',
    'Is it about moving data, where data are kept, or source code?':
      'Porte-t-elle sur la circulation des données, sur leur lieu de conservation ou sur le code source ?',
    'Is it about public purchases, or a subsidy?':
      'Porte-t-elle sur des achats publics, ou est-ce une subvention ?',
    'Is it meant to protect public morals or public order?':
      'Vise-t-elle à protéger la moralité publique ou à maintenir l’ordre public ?',
    'Is it meant to secure compliance with a law, such as one on privacy?':
      'Vise-t-elle à assurer le respect d’une loi, par exemple sur la vie privée ?',
    'Is it more than a rule on what public bodies buy for their own use?':
      'Est-elle plus qu’une règle sur les achats d’organismes publics pour leurs propres besoins ?',
    'Is it outside the exemptions that the economy listed?':
      'Est-elle en dehors des exemptions que l’économie a inscrites ?',
    'Is the economy a developed Member?': 'L’économie est-elle un Membre développé ?',
    'Is the support specific, or one of the prohibited kinds that count as specific?':
      'L’aide est-elle spécifique, ou de l’un des types prohibés qui sont réputés spécifiques ?',
    'Is there no relevant international standard, or does the draft depart from it?':
      'N’y a-t-il pas de norme internationale pertinente, ou le projet s’en écarte-t-il ?',
    'Is there no urgent problem that lets steps be skipped?':
      'N’y a-t-il aucun problème urgent qui permette d’omettre des étapes ?',
    'Is an obligation touched that it would excuse?': 'Une obligation qu’elle excuserait est-elle touchée ?',
    'What is the date of the draft?': 'Quelle est la date du projet ?',
    'May a licence be refused?': 'Une licence peut-elle être refusée ?',
  },
  provisions: {
    'DSU.23': 'Pas de détermination unilatérale',
    'DSU.4': 'Consultations',
    'GATS.CPC84': 'Classification des services informatiques et connexes',
    'GATS.DR2021': 'Réglementation intérieure dans le domaine des services',
    'GATS.I': 'Portée et modes de fourniture',
    'GATS.II': 'Traitement de la nation la plus favorisée',
    'GATS.III': 'Transparence',
    'GATS.TELECOM.5': 'Accès et recours aux réseaux publics',
    'GATS.TELECOM.RP': 'Télécommunications : sauvegardes de la concurrence',
    'GATS.V': 'Intégration économique',
    'GATS.VI.1': 'Administration raisonnable de la réglementation intérieure',
    'GATS.VI.4': 'Mandat d’élaborer des disciplines sur la réglementation intérieure',
    'GATS.VI.5': 'Statu quo provisoire sur les licences et les normes techniques',
    'GATS.VII': 'Reconnaissance',
    'GATS.XIII': 'Marchés publics de services',
    'GATS.XIV.a': 'Moralité publique et ordre public',
    'GATS.XIV.b': 'Santé et vie des personnes et des animaux, préservation des végétaux',
    'GATS.XIV.c': 'Respect des lois, y compris la protection de la vie privée',
    'GATS.XIV.chapeau': 'Exceptions générales : mode d’application',
    'GATS.XIV.d': 'Impôts directs',
    'GATS.XIVbis': 'Exceptions concernant la sécurité',
    'GATS.XV': 'Subventions aux services',
    'GATS.XVI': 'Accès aux marchés',
    'GATS.XVII': 'Traitement national',
    'GATT.I': 'Traitement général de la nation la plus favorisée',
    'GATT.II': 'Listes de concessions (droits consolidés)',
    'GATT.III.2': 'Traitement national en matière d’impositions intérieures',
    'GATT.III.4': 'Traitement national en matière de réglementation intérieure',
    'GATT.III.8': 'Achats publics et subventions aux producteurs',
    'GATT.QR': 'Notification des restrictions quantitatives',
    'GATT.VIII': 'Redevances et formalités',
    'GATT.X': 'Publication et application des règlements relatifs au commerce',
    'GATT.XI': 'Élimination générale des restrictions quantitatives',
    'GATT.XIII': 'Application non discriminatoire des restrictions quantitatives',
    'GATT.XX.a': 'Moralité publique',
    'GATT.XX.b': 'Santé et vie des personnes et des animaux, préservation des végétaux',
    'GATT.XX.chapeau': 'Exceptions générales : mode d’application',
    'GATT.XX.d': 'Respect des lois et règlements',
    'GATT.XX.g': 'Ressources naturelles épuisables',
    'GATT.XXI': 'Exceptions concernant la sécurité',
    'GPA.III': 'Exceptions concernant la sécurité et exceptions générales',
    'GPA.IV': 'Non-discrimination et spécifications techniques',
    'ILP.1': 'Licences d’importation : équité et publication',
    'ILP.2': 'Licences d’importation automatiques',
    'ILP.3': 'Licences d’importation non automatiques',
    'ILP.5': 'Notification des licences d’importation',
    'ITA.1996': 'Franchise de droits pour les produits des technologies de l’information',
    'ITA.2015': 'Élargissement de l’ATI',
    'JSI.11': 'Pas de droits de douane sur les transmissions électroniques',
    'JSI.12': 'Données publiques ouvertes',
    'JSI.13': 'Accès à Internet et utilisation d’Internet',
    'JSI.16': 'Protection des données personnelles',
    'JSI.17': 'Cybersécurité',
    'JSI.18': 'Transparence',
    'JSI.19-20': 'Coopération et développement',
    'JSI.4-7': 'Transactions, signatures, contrats et facturation électroniques',
    'JSI.ABSENT': 'Flux de données, localisation et code source : pas de règles',
    'SCM.1': 'Définition d’une subvention et spécificité',
    'SCM.25': 'Notification des subventions',
    'SCM.3': 'Subventions prohibées',
    'SCM.5': 'Effets défavorables',
    'SCM.8': 'Subventions ne donnant pas lieu à une action (caduc)',
    'TBT.1.2': 'Champ d’application et termes clés',
    'TBT.10.1': 'Point d’information',
    'TBT.10.7': 'Notification des accords',
    'TBT.11': 'Assistance technique',
    'TBT.12': 'Traitement spécial et différencié',
    'TBT.13': 'Comité',
    'TBT.2.1': 'Non-discrimination dans les règlements techniques',
    'TBT.2.10': 'Mesures urgentes',
    'TBT.2.12': 'Délai raisonnable avant l’entrée en vigueur',
    'TBT.2.2': 'Pas d’obstacles non nécessaires',
    'TBT.2.4': 'Utilisation des normes internationales',
    'TBT.2.5': 'Justification sur demande et présomption',
    'TBT.2.7': 'Équivalence',
    'TBT.2.8': 'Prescriptions fondées sur les performances',
    'TBT.2.9': 'Notification des projets de règlements techniques',
    'TBT.5.1': 'Évaluation de la conformité : non-discrimination et nécessité',
    'TBT.5.2': 'Évaluation de la conformité : procédure',
    'TBT.5.4': 'Guides internationaux d’évaluation de la conformité',
    'TBT.5.6': 'Notification des projets de procédures',
    'TBT.5.9': 'Délai avant l’application des procédures d’évaluation',
    'TBT.6.1': 'Acceptation des résultats étrangers',
    'TBT.6.3': 'Accords de reconnaissance mutuelle',
    'TBT.6.4': 'Organismes d’évaluation étrangers',
    'TBT.9': 'Systèmes internationaux et régionaux',
    'TBT.ANNEX1': 'Définitions',
    'TBT.ANNEX3': 'Code de pratique pour les normes',
    'TBT.SIXPRINCIPLES': 'Principes pour les normes internationales',
    'TFA.1': 'Publication et points d’information',
    'TFA.10': 'Formalités d’importation, d’exportation et de transit',
    'TFA.2': 'Observations avant l’entrée en vigueur',
    'TFA.3': 'Décisions anticipées',
    'TFA.7': 'Mainlevée et dédouanement des marchandises',
    TPRM: 'Examens des politiques commerciales',
    'TRIMS.2': 'Mesures concernant les investissements',
    'TRIPS.1-2': 'Nature des obligations et conventions incorporées',
    'TRIPS.10': 'Programmes d’ordinateur et compilations de données',
    'TRIPS.13': 'Limites des exceptions au droit d’auteur (triple critère)',
    'TRIPS.27': 'Objet brevetable et non-discrimination',
    'TRIPS.3': 'Traitement national',
    'TRIPS.30': 'Exceptions aux droits conférés par un brevet',
    'TRIPS.39.2': 'Renseignements non divulgués',
    'TRIPS.39.3': 'Données d’essais présentées pour approbation',
    'TRIPS.4': 'Traitement de la nation la plus favorisée',
    'TRIPS.41': 'Moyens de faire respecter les droits : obligations générales',
    'TRIPS.63': 'Transparence des règles de propriété intellectuelle',
    'TRIPS.66.2': 'Transfert de technologie vers les pays les moins avancés Membres',
    'TRIPS.67': 'Coopération technique',
    'TRIPS.7': 'Objectifs',
    'TRIPS.73': 'Exceptions concernant la sécurité',
    'TRIPS.8': 'Principes',
    'TRIPS.9': 'Droit d’auteur et Convention de Berne',
    'WTO.MORATORIUM': 'Moratoire sur les droits de douane applicables aux transmissions électroniques',
  },
  caveats: {
    lapsed: 'caduc',
    'not in force: outside WTO law, for those that apply it only':
      'pas en vigueur : hors du droit de l’OMC, pour ceux-là seuls qui l’appliquent',
    'guidance, not binding': 'lignes directrices, sans force obligatoire',
  },
  features: {
    risk_classification: 'Classes de risque',
    prohibited_practices: 'Pratiques interdites',
    conformity_assessment: 'Évaluation de la conformité',
    third_party_audit: 'Audit par un tiers',
    registration_licensing: 'Enregistrement ou licence',
    impact_assessment: 'Analyse d’impact',
    foundation_model_duties: 'Obligations des modèles à usage général',
    sandbox: 'Bacs à sable réglementaires',
    transparency_disclosure: 'Transparence',
    content_labelling: 'Marquage des contenus produits par l’IA',
    human_oversight: 'Contrôle humain',
    data_governance_quality: 'Qualité des données',
    bias_nondiscrimination: 'Non-discrimination',
    cybersecurity_robustness: 'Robustesse et cybersécurité',
    incident_reporting: 'Signalement des incidents',
    post_market_monitoring: 'Surveillance après commercialisation',
    documentation_recordkeeping: 'Documentation et registres',
    data_localisation: 'Localisation des données',
    cross_border_transfer_conditions: 'Conditions de transfert des données',
    consent_privacy: 'Consentement et vie privée',
    source_code_access: 'Accès au code source',
    copyright_tdm_restriction: 'Limites à la fouille de textes et de données',
    liability: 'Responsabilité',
    penalties: 'Sanctions',
    local_representative: 'Représentant local',
    sme_relief: 'Allègements pour les petites entreprises',
    mutual_recognition_or_standards_reference: 'Reconnaissance et normes internationales',
    notified_to_wto: 'Notification à l’Organisation mondiale du commerce',
    export_licensing: 'Licences d’exportation',
    border_charge_or_restriction: 'Impositions et limites à la frontière',
    local_content: 'Contenu local et préférence dans les achats',
  },
  levels: {
    risk_classification: [
      'Classes proposées par des lignes directrices ou utilisées par l’État seul',
      'Classes contraignantes, pour des secteurs désignés ou par autoévaluation',
      'Tout système doit être classé et les obligations en découlent par la loi',
    ],
    prohibited_practices: [
      'Déconseillées, ou interdites à l’État seul',
      'Certaines finalités interdites, dans des secteurs désignés ou par renvoi à d’autres lois',
      'Une liste de finalités interdites à tous',
    ],
    conformity_assessment: [
      'Certification ou essais volontaires',
      'Obligatoire pour les produits à haut risque ou désignés',
      'Obligatoire pour la plupart des produits visés',
    ],
    third_party_audit: [
      'Volontaire, ou seulement sur ordre de l’autorité',
      'Obligatoire pour certains : organismes notifiés, grands responsables de traitement, usages désignés',
      'Obligatoire pour tous ceux qui sont visés',
    ],
    registration_licensing: [
      'Un dépôt léger ou purement formel',
      'Exigé de certains : systèmes à haut risque, grands responsables de traitement, services publics',
      'Exigé de tous ceux qui sont visés, ou licence qui peut être refusée',
    ],
    impact_assessment: [
      'Encouragée',
      'Obligatoire pour les usages à haut risque ou les grandes entreprises',
      'Obligatoire pour la plupart des usages',
    ],
    foundation_model_duties: [
      'Engagements volontaires',
      'Obligatoires au-delà d’un seuil de calcul, d’utilisateurs ou de revenus, ou pour les services au public',
      'Obligatoires pour tous ces modèles, davantage pour les plus grands',
    ],
    sandbox: [
      'Prévus ou encouragés',
      'Ouverts à certains',
      'Doivent exister et s’ouvrir aux entreprises étrangères ou d’abord aux petites',
    ],
    transparency_disclosure: [
      'Encouragée',
      'Obligatoire pour certains usages ou certaines entreprises',
      'Obligatoire et large',
    ],
    content_labelling: [
      'Encouragé',
      'Obligatoire pour certains contenus ou fournisseurs',
      'Obligatoire pour la plupart des contenus de synthèse',
    ],
    human_oversight: [
      'Encouragé, ou simple droit à une explication',
      'Obligatoire pour les usages à haut risque ou les décisions entièrement automatisées',
      'Obligatoire pour la plupart des usages',
    ],
    data_governance_quality: [
      'Encouragée, ou principe général',
      'Obligatoire pour certains systèmes',
      'Obligatoire pour la plupart des systèmes visés',
    ],
    bias_nondiscrimination: [
      'Un principe',
      'Obligatoire pour certains usages',
      'L’obligation centrale de la mesure',
    ],
    cybersecurity_robustness: [
      'Encouragée, ou principe',
      'Obligatoire pour certains, ou mesures appropriées exigées',
      'Détaillée et obligatoire pour tous ceux qui sont visés',
    ],
    incident_reporting: [
      'Encouragé',
      'Obligatoire pour certains, ou sans délai court',
      'Obligatoire pour tous, dans un délai court',
    ],
    post_market_monitoring: [
      'Encouragée',
      'Obligatoire pour certains',
      'Obligatoire pour tous ceux qui sont visés',
    ],
    documentation_recordkeeping: [
      'Encouragée ou légère',
      'Obligatoire pour certains',
      'Obligatoire pour tous ceux qui sont visés',
    ],
    data_localisation: [
      'Les pouvoirs publics peuvent l’ordonner, ou catégorie étroite de données publiques',
      'Secteurs ou catégories de données désignés',
      'Données personnelles ou données en général',
    ],
    cross_border_transfer_conditions: [
      'L’exportateur reste responsable, ou les pouvoirs publics peuvent restreindre par liste',
      'Un examen ou des garanties, sans approbation',
      'Approbation, dépôt ou adéquation avec des exceptions étroites',
    ],
    consent_privacy: [
      'Des principes, ou la vie privée dans un seul secteur',
      'Une loi générale aux bases juridiques larges',
      'Une loi générale stricte, fondée sur le consentement ou des droits forts',
    ],
    source_code_access: [
      'Sur demande, dans une enquête',
      'Dans la surveillance de systèmes à haut risque ou de produits désignés',
      'Comme condition de vente',
    ],
    copyright_tdm_restriction: [
      'Un devoir général de respect du droit d’auteur, ou fouille libre par la loi pour la seule recherche',
      'Fouille permise sauf réserve, ou divulgation des œuvres utilisées',
      'Fouille soumise à licence ou à paiement',
    ],
    liability: [
      'Le droit commun s’applique, rappelé',
      'Un droit à réparation pour certains dommages',
      'Un droit à réparation large, à preuve renversée ou sans faute',
    ],
    penalties: [
      'Faibles ou prévues par d’autres lois',
      'Plafonds fixes qui comptent pour les petites entreprises',
      'Liées au chiffre d’affaires, lourdes ou pénales',
    ],
    local_representative: [
      'Encouragé, ou rôle tenu par un importateur',
      'Entreprises étrangères ou grandes entreprises visées',
      'Toutes les entreprises étrangères, ou établissement local',
    ],
    sme_relief: [
      'Prévus',
      'Certaines obligations allégées',
      'Petites entreprises hors de la plupart des obligations',
    ],
    mutual_recognition_or_standards_reference: [
      'Normes internationales encouragées',
      'Renvoi à des normes, ou voie vers une reconnaissance',
      'Présomption de conformité par des normes, ou reconnaissance de partenaires',
    ],
    notified_to_wto: [
      'Sans doute notifiée, numéro non trouvé',
      'Notifiée, numéro de mémoire ou trouvé dans une source secondaire',
      'Notifiée, numéro lu dans la notification',
    ],
    export_licensing: [
      'Clause attrape-tout ou cas par cas, approbation habituelle',
      'Licence pour des destinations désignées, au cas par cas',
      'Licence avec présomption de refus pour de grands partenaires, ou pour le monde entier',
    ],
    border_charge_or_restriction: [
      'Une imposition sur peu de produits ou avec de larges exemptions',
      'Un droit substantiel, ou une licence d’importation',
      'Une interdiction, ou un droit prohibitif',
    ],
    local_content: [
      'Une préférence affichée comme objectif dans les achats publics',
      'Une préférence qui décide dans les achats publics',
      'Une condition de vente aux acheteurs privés',
    ],
  },
  kinds: {
    ai_horizontal: 'Loi, projet ou cadre sur l’IA, tous secteurs',
    ai_sectoral: 'IA dans un secteur, ou une catégorie de modèles',
    generative_ai: 'IA générative, contenus de synthèse, modèles à usage général',
    algorithmic_accountability: 'Décisions automatisées, recommandation, classement, recrutement',
    data_protection: 'Protection des données personnelles en général',
    data_localisation: 'Données ou équipements qui doivent rester sur le territoire',
    data_transfer: 'Transferts transfrontières de données, adéquation, accès aux données',
    copyright_tdm: 'Droit d’auteur, fouille de textes et de données',
    export_control: 'Licences et interdictions d’exportation',
    import_or_procurement: 'Droits, licences d’importation, marchés publics, contenu local',
    standards: 'Normes techniques, certification, codes de pratique',
    strategy: 'Plans et déclarations de politique',
    regional_agreement: 'Instruments d’organisations internationales et régionales',
    digital_trade_agreement: 'Accords commerciaux comportant des règles sur le commerce numérique',
    technical_regulation:
      'Règlements techniques et procédures d’évaluation de la conformité, tels que notifiés à l’OMC',
    digital_economy:
      'Plateformes, contenus, concurrence, consommateurs, travail et fiscalité du numérique, l’IA n’en étant pas l’objet',
    support: 'Programmes, financements, institutions et projets en faveur de l’IA',
  },
  uses: {
    app_stores: 'Boutiques d’applications',
    cloud: 'Informatique en nuage',
    consumer: 'Consommation',
    critical_infrastructure: 'Infrastructures critiques',
    critical_minerals: 'Minéraux critiques',
    data_brokers: 'Courtage de données',
    digital_assets: 'Actifs numériques',
    education: 'Éducation',
    employment: 'Emploi',
    finance: 'Finance',
    genomics: 'Génomique',
    health: 'Santé',
    housing: 'Logement',
    insurance: 'Assurance',
    justice: 'Justice et police',
    labour_platforms: 'Plateformes de travail',
    legal: 'Services juridiques',
    machinery: 'Machines',
    maps: 'Cartographie',
    media: 'Médias',
    medical_devices: 'Dispositifs médicaux',
    online_platforms: 'Plateformes en ligne',
    payments: 'Paiements',
    professions: 'Professions libérales',
    public_sector: 'Secteur public',
    retail: 'Commerce de détail',
    semiconductors: 'Semi-conducteurs',
    supercomputing: 'Calcul intensif',
    telecoms: 'Télécommunications',
    vehicles: 'Véhicules',
  },
  reasons: {
    'it is for': 'usage :',
    'it is sold in': 'vendu dans cette partie du marché :',
    'it is of high risk': 'il est à haut risque',
    'it makes content, talks to people or recommends':
      'il produit du contenu, parle avec des personnes ou recommande',
    'it is a general-purpose model': 'c’est un modèle à usage général',
    'it generates content': 'il génère du contenu',
    'it decides about people': 'il décide au sujet de personnes',
    'it recommends': 'il recommande',
    'it uses personal data': 'il utilise des données personnelles',
    'it uses biometric or health data': 'il utilise des données biométriques ou de santé',
    'its data are kept elsewhere': 'ses données sont conservées ailleurs',
    'its data cross borders': 'ses données passent les frontières',
    'it was trained on works under copyright': 'il a été entraîné sur des œuvres protégées',
    'it is an online service': 'c’est un service en ligne',
    'it is inside a good': 'il est incorporé à un bien',
    'it is a model that is downloaded': 'c’est un modèle à télécharger',
    'the firm is large': 'l’entreprise est grande',
    "it is a general-purpose model of the firm's own": 'c’est un modèle à usage général de l’entreprise',
    'it talks to people': 'il parle avec des personnes',
    'it is for children, or they are likely to use it':
      'il est destiné aux enfants, ou susceptible d’être utilisé par eux',
    'persons of countries of concern can reach its data':
      'des personnes de pays préoccupants peuvent accéder à ses données',
  },
  works: {
    'Sorting the product into classes of risk': 'Classement du produit selon le risque',
    'Checking that no banned practice is inside': 'Vérification de l’absence de pratiques interdites',
    'Assessment of conformity': 'Évaluation de la conformité',
    'Quality management system': 'Système de gestion de la qualité',
    'Audit by a third party': 'Audit par un tiers',
    'Registration, filing or licence': 'Enregistrement, dépôt ou licence',
    'Impact assessment': 'Analyse d’impact',
    'Duties of general-purpose models': 'Obligations des modèles à usage général',
    'Telling users and the public': 'Information des utilisateurs et du public',
    'Marking synthetic content': 'Marquage des contenus de synthèse',
    'Human oversight': 'Contrôle humain',
    'Quality of data': 'Qualité des données',
    'Tests for discrimination': 'Tests de non-discrimination',
    'Accuracy, robustness and security': 'Exactitude, robustesse et sécurité',
    'Being ready to report incidents': 'Préparation au signalement des incidents',
    'Monitoring after sale': 'Surveillance après commercialisation',
    'Technical documentation and records': 'Documentation technique et registres',
    'Keeping data in the territory': 'Conservation des données sur le territoire',
    'Contracts and assessments for transfers': 'Contrats et évaluations pour les transferts',
    'Privacy programme': 'Programme de protection des données',
    'Preparing for access to code': 'Préparation à l’accès au code',
    'Respecting reservations of works': 'Respect des réserves de droits sur les œuvres',
    'Local representative': 'Représentant local',
  },
  places: {
    RoW: 'Reste du monde',
    CZE: 'République tchèque',
    HKG: 'Hong Kong, Chine',
    BLR: 'Bélarus',
    BRN: 'Brunéi Darussalam',
    COD: 'République démocratique du Congo',
    KGZ: 'République kirghize',
    KOR: 'République de Corée',
    MDA: 'République de Moldova',
    TLS: 'Timor-Leste',
    VNM: 'Viet Nam',
    LAO: 'République démocratique populaire lao',
    MAC: 'Macao, Chine',
    MMR: 'Myanmar',
    RUS: 'Fédération de Russie',
    SVK: 'République slovaque',
    TUR: 'Türkiye',
    TWN: 'Taipei chinois',
    EU: 'Union européenne',
    AU: 'Union africaine',
    ASEAN: 'Association des nations de l’Asie du Sud-Est',
    OECD: 'Organisation de coopération et de développement économiques',
    UNESCO: 'Organisation des Nations Unies pour l’éducation, la science et la culture',
    UN: 'Nations Unies',
    G7: 'Groupe des Sept',
    SUMMITS: 'Sommets sur la sécurité de l’IA et l’action',
    G20: 'Groupe des Vingt',
    COE: 'Conseil de l’Europe',
    'ISO-IEC': 'Organisation internationale de normalisation et Commission électrotechnique internationale',
    'CEN-CENELEC': 'Comité européen de normalisation et Comité européen de normalisation électrotechnique',
    ETSI: 'Institut européen des normes de télécommunications',
    WTO: 'Organisation mondiale du commerce',
    WASSENAAR: 'Arrangement de Wassenaar',
    'GLOBAL-CBPR': 'Forum mondial sur les règles transfrontières de protection de la vie privée',
    MERCOSUR: 'Marché commun du Sud',
    AFCFTA: 'Zone de libre-échange continentale africaine',
    'PACIFIC-ALLIANCE': 'Alliance du Pacifique',
    DEPA: 'Accord de partenariat pour l’économie numérique',
    CPTPP: 'Accord de partenariat transpacifique global et progressiste',
    USMCA: 'Accord Canada–États-Unis–Mexique',
    RCEP: 'Partenariat économique régional global',
    'WTO-JSI': 'Parties à l’Accord sur le commerce électronique',
    'WTO-ITA': 'Accord sur les technologies de l’information',
    'EU-JPN': 'Accord de partenariat économique UE–Japon',
    'GBR-SGP': 'Accord sur l’économie numérique Royaume-Uni–Singapour',
    'EU-SGP': 'Accord sur le commerce numérique UE–Singapour',
    'EU-KOR': 'Accord sur le commerce numérique UE–République de Corée',
    'EU-GBR': 'Accord de commerce et de coopération UE–Royaume-Uni',
    'EU-NZL': 'Accord de libre-échange UE–Nouvelle-Zélande',
    'EU-CHL': 'Accord intérimaire sur le commerce UE–Chili',
    'EU-IND': 'Accord de libre-échange UE–Inde',
    'USA-JPN': 'Accord sur le commerce numérique États-Unis–Japon',
    'USA-KOR': 'Accord de libre-échange Corée–États-Unis',
    'USA-MYS': 'Accord sur le commerce réciproque États-Unis–Malaisie',
    'USA-ARG': 'Accord sur le commerce et l’investissement réciproques États-Unis–Argentine',
    'USA-KHM': 'Accord sur le commerce réciproque États-Unis–Cambodge',
    'AUS-SGP': 'Accord sur l’économie numérique Australie–Singapour',
    'KOR-SGP': 'Accord de partenariat numérique Corée–Singapour',
    'AUS-GBR': 'Accord de libre-échange Australie–Royaume-Uni',
    'GBR-NZL': 'Accord de libre-échange Royaume-Uni–Nouvelle-Zélande',
    'GBR-JPN': 'Accord de partenariat économique global Royaume-Uni–Japon',
    'GBR-UKR': 'Accord sur le commerce numérique Royaume-Uni–Ukraine',
    'GBR-IND': 'Accord économique et commercial global Royaume-Uni–Inde',
    'ARE-IND': 'Accord de partenariat économique global Inde–Émirats arabes unis',
    'ARE-AUS': 'Accord de partenariat économique global Australie–Émirats arabes unis',
    'EFTA-SGP': 'Accord sur l’économie numérique AELE–Singapour',
    'US-CA': 'Californie',
    'US-CO': 'Colorado',
    'US-NY': 'État de New York',
    'US-NY-NYC': 'Ville de New York',
    'US-TX': 'Texas',
    'US-UT': 'Utah',
    'US-IL': 'Illinois',
    'CA-QC': 'Québec',
  },
  sectors: {
    'Agriculture, forestry and fishing': 'Agriculture, sylviculture et pêche',
    'Mining and quarrying': 'Industries extractives',
    'Food, beverages and tobacco': 'Produits alimentaires, boissons et tabac',
    'Textiles and clothing': 'Textiles et habillement',
    'Leather and footwear': 'Cuir et chaussures',
    'Wood products': 'Produits en bois',
    'Paper, printing and publishing': 'Papier, imprimerie et édition',
    'Coke and refined petroleum': 'Cokéfaction et raffinage de pétrole',
    Chemicals: 'Produits chimiques',
    'Rubber and plastics': 'Caoutchouc et plastiques',
    'Other non-metallic minerals': 'Autres minéraux non métalliques',
    'Metals and metal products': 'Métaux et produits métalliques',
    Machinery: 'Machines',
    'Electrical and optical equipment': 'Équipements électriques et optiques',
    'Transport equipment': 'Matériel de transport',
    'Other manufacturing and recycling': 'Autres industries manufacturières et recyclage',
    'Electricity, gas and water': 'Électricité, gaz et eau',
    Construction: 'Construction',
    'Sale and repair of motor vehicles': 'Commerce et réparation de véhicules automobiles',
    'Wholesale trade': 'Commerce de gros',
    'Retail trade': 'Commerce de détail',
    'Hotels and restaurants': 'Hôtels et restaurants',
    'Inland transport': 'Transports terrestres',
    'Water transport': 'Transports par eau',
    'Air transport': 'Transports aériens',
    'Other transport services and travel agencies': 'Autres services de transport et agences de voyages',
    'Post and telecommunications': 'Postes et télécommunications',
    'Finance and insurance': 'Finance et assurance',
    'Real estate': 'Immobilier',
    'Business services, computing and research': 'Services aux entreprises, informatique et recherche',
    'Public administration and defence': 'Administration publique et défense',
    Education: 'Éducation',
    'Health and social work': 'Santé et action sociale',
    'Other community and personal services': 'Autres services collectifs et personnels',
    'Private households as employers': 'Ménages employeurs',
  },
  scenarios: {
    'ai-2040': 'L’IA à l’horizon 2040',
    'ai-cautious': 'L’IA pour quelques-uns, et peu d’effet',
    'ai-divergence': 'L’IA se diffuse de façon inégale',
    'ai-full-catch-up': 'L’IA avec rattrapage complet',
    'ai-infrastructure-catch-up': 'L’IA avec rattrapage des infrastructures',
    'ai-meets-trade': 'L’IA rencontre le commerce',
    'ai-optimistic': 'L’IA pour tous, et elle tient ses promesses',
    'ai-policy-catch-up': 'L’IA avec rattrapage des politiques',
    'ai-productivity': 'L’IA rend les services plus productifs',
    'ai-rules-fragment-into-blocs': 'Les règles sur l’IA se divisent en blocs',
    'ai-short-of-energy': 'L’IA manque d’énergie',
    'cheaper-digital-services': 'Des services numériques moins chers',
    'cheaper-trade': 'Un commerce moins cher en tout',
    'chips-export-controls': 'Contrôles à l’exportation des puces, respectés',
    'chips-export-controls-evaded': 'Contrôles à l’exportation des puces, contournés',
    'chips-ita-for-all': 'L’Accord sur les technologies de l’information pour tous',
    'chips-supplier-shock': 'Le plus grand fournisseur d’électronique fait défaut',
    'chips-tariff-war': 'Guerre tarifaire sur les puces',
    'data-autarky': 'Des données qui restent chez elles',
    'data-fragmentation': 'Des données en deux blocs',
    'data-no-safeguards': 'Des données sans garanties',
    'data-open-with-safeguards': 'Des données ouvertes avec garanties',
    'digital-services-club': 'Un club des services numériques',
    'electronics-embargo': 'Embargo sur l’électronique',
    'electronics-embargo-long-run': 'Embargo sur l’électronique, à long terme',
    'electronics-tariff-war': 'Guerre tarifaire sur les équipements électriques et optiques',
    'free-trade-in-electronics': 'Libre-échange des équipements électriques et optiques',
    'mutual-recognition-among-the-willing': 'Reconnaissance mutuelle entre volontaires',
    'no-language-barriers': 'Plus de barrières linguistiques',
    'paperless-trade': 'Le commerce sans papier partout',
  },
  summaries: {
    'ai-2040':
      'Qu’ajoute l’IA aux revenus et au commerce d’ici 2040, avec des chiffres entre ceux des sceptiques et ceux des optimistes ? C’est le monde avec les règles d’aujourd’hui et sans rattrapage, à côté duquel lire les autres futurs.',
    'ai-cautious':
      'Et si l’IA apportait aussi peu à la productivité que le pensent ses sceptiques, et si les économies plus pauvres tardaient à l’adopter ? C’est le bas de ce qui est publié.',
    'ai-divergence':
      'Qu’ajoute l’IA aux revenus et au commerce d’ici 2040 si chaque économie l’adopte comme sa préparation le laisse attendre ? Les économies à revenu élevé vont le plus loin, les autres suivent.',
    'ai-full-catch-up':
      'Et si les économies à revenu faible et intermédiaire comblaient d’ici 2040 la moitié de tout leur écart d’IA avec celles à revenu élevé : réseaux, compétences, innovation, règles et ce que rien de cela n’explique ? On voit ce qui se perd tant que l’écart demeure.',
    'ai-infrastructure-catch-up':
      'Et si les économies à revenu faible et intermédiaire comblaient d’ici 2040 la moitié de leur écart d’infrastructure numérique avec celles à revenu élevé ? Tout le reste est comme dans la diffusion inégale.',
    'ai-meets-trade':
      'Qu’ajoutent aux revenus réels dix ans d’IA dans les entreprises si elle élève la productivité et rien d’autre ? Les entreprises l’adoptent à des rythmes différents, et partout les acheteurs profitent de ce qui devient moins cher.',
    'ai-optimistic':
      'Et si d’ici 2040 chaque économie adoptait l’IA comme la meilleure, et si l’IA apportait à la productivité autant que l’espèrent ses optimistes ? C’est le haut de ce qui est publié.',
    'ai-policy-catch-up':
      'Et si les économies à revenu faible et intermédiaire comblaient d’ici 2040 la moitié de leur écart dans les règles et les institutions dont l’IA a besoin ? Tout le reste est comme dans la diffusion inégale.',
    'ai-productivity':
      'Et si l’IA rendait les services qui l’emploient le plus 4 % plus productifs dans les économies à revenu élevé, et 2 % ailleurs ?',
    'ai-rules-fragment-into-blocs':
      'Et si les règles sur l’IA et les données suivaient l’un de trois modèles, dont aucun ne reconnaît les autres ? Vendre devient plus simple dans un bloc ; entre blocs, tout est à refaire.',
    'ai-short-of-energy':
      'Et si l’IA avait besoin de toute l’électricité prévue pour elle d’ici 2030 sans qu’aucune centrale ni usine ne puisse s’y ajouter à temps ? L’électricité renchérit pour tous et reprend une part de ce que l’IA donne.',
    'cheaper-digital-services':
      'Et si vendre des services numériques à l’étranger coûtait dix pour cent de moins à tous ?',
    'cheaper-trade': 'Et si échanger quoi que ce soit avec qui que ce soit coûtait cinq pour cent de moins ?',
    'chips-export-controls':
      'Et si les États-Unis et six partenaires ne vendaient plus ni puces, ni ordinateurs, ni électronique à la Chine et à la Fédération de Russie, et si rien n’y parvenait par un détour ? D’autres comblent une part du vide avec leurs propres produits.',
    'chips-export-controls-evaded':
      'Et si les mêmes contrôles étaient contournés par des économies tierces, au prix d’un second voyage ? On voit ce qui reste d’une interdiction quand ses marchandises font un détour.',
    'chips-ita-for-all':
      'Et si les économies hors de l’accord, ou hors de son élargissement, laissaient entrer puces et ordinateurs sans obstacles, estimés à 5 % ? Leurs entreprises paient moins cher ce sur quoi tourne l’IA, où que ce soit fabriqué.',
    'chips-supplier-shock':
      'Et si fabriquer puces, ordinateurs et électronique en Chine, qui vend 29 % de ce qui passe les frontières, coûtait 25 % de plus ? Qui dépend d’un seul fournisseur paie ; qui lui fait concurrence gagne.',
    'chips-tariff-war':
      'Et si les États-Unis, la Chine et l’Union européenne taxaient à 45 % leurs puces, ordinateurs et produits électroniques respectifs ? C’est le plus haut niveau signalé pour les droits consolidés sur des biens pour l’IA.',
    'data-autarky':
      'Et si aucune donnée ne pouvait quitter une économie, alors que l’IA se diffuse ? Les entreprises apprennent de ce qu’elles ont sur place, et les services fondés sur les données ont besoin d’un double sur chaque marché.',
    'data-fragmentation':
      'Et si les données cessaient de circuler entre les économies à revenu élevé d’un côté et la Chine et la Fédération de Russie de l’autre, alors que l’IA se diffuse ? Des deux côtés, les entreprises apprennent de moins de données et paient en double ce qu’elles pourraient partager.',
    'data-no-safeguards':
      'Et si aucune économie n’avait de règle sur les données qui la quittent, alors que l’IA se diffuse ? Le commerce coûte moins et les entreprises apprennent de plus de données, mais moins de gens font assez confiance à l’IA pour s’en servir.',
    'data-open-with-safeguards':
      'Et si les données pouvaient quitter chaque économie sous les mêmes garanties pour tous, alors que l’IA se diffuse ? Les entreprises apprennent de plus de données là où les frontières étaient fermées, et l’IA inspire plus confiance là où rien ne protégeait.',
    'digital-services-club':
      'Et si seules les économies à revenu élevé rendaient entre elles les services numériques moins chers, de dix pour cent ?',
    'electronics-embargo':
      'Et si deux blocs autour des États-Unis et de la Chine s’interdisaient leur électronique, avant que le capital puisse se déplacer et alors que les salaires réels ne baissent guère ?',
    'electronics-embargo-long-run':
      'Que coûterait une interdiction de l’électronique entre deux blocs autour des États-Unis et de la Chine une fois le capital accru ou usé jusqu’à rapporter ce qu’il rapportait ?',
    'electronics-tariff-war':
      'Et si les États-Unis et la Chine taxaient à 25 % leurs ordinateurs, puces et équipements de télécommunications respectifs ?',
    'free-trade-in-electronics':
      'Et si les obstacles à la frontière aux ordinateurs, puces et équipements de télécommunications, estimés à 5 %, disparaissaient ?',
    'mutual-recognition-among-the-willing':
      'Et si l’Union européenne, le Japon, la Corée, le Canada, l’Australie et le Royaume-Uni reconnaissaient leurs évaluations de l’IA et leur protection des données ? Nul n’abandonne de garantie ; nul n’est évalué deux fois.',
    'no-language-barriers':
      'Et si d’ici 2040 les machines traduisaient si bien que les langues ne coûtaient plus rien au commerce, nulle part ? Les économies qui ne partagent pas de langue officielle avec leurs grands marchés gagnent le plus.',
    'paperless-trade':
      'Et si les formalités étaient automatiques à chaque frontière, ce qui épargne 3,5 % du coût du commerce des marchandises ? Les économies qui vendent des marchandises par-delà ces frontières gagnent le plus ; rien ne change à l’intérieur de l’Union européenne.',
  },
  examples: {
    'accelerator-import-licence': 'Les accélérateurs sont importés sous licence',
    'ai-content-label': 'Fait par l’IA : une mention sur les appareils et dans les services',
    'chip-export-control': 'Contrôle à l’exportation des puces avancées',
    'digital-services-tax': 'Une taxe sur le chiffre d’affaires des grands services numériques',
    'domestic-conformity-bodies': 'Les robots ne sont certifiés que par des organismes nationaux',
    'domestic-model-subsidy': 'Du calcul pour les modèles nationaux, sur des puces nationales',
    'electronic-transmissions-duty': 'Un droit de douane sur les transmissions électroniques',
    'foreign-app-ban': 'L’interdiction d’une application d’IA étrangère',
    'health-data-localisation': 'Les données de santé restent dans le pays',
    'local-representative': 'Les fournisseurs d’IA étrangers désignent un représentant',
    'source-code-disclosure': 'Le code source des systèmes d’IA est remis à l’autorité',
    'text-and-data-mining': 'Une exception pour la fouille de textes et de données',
    'chat-assistant': 'Un agent conversationnel généraliste d’une petite entreprise du Chili',
    'hiring-screening': 'Un service coréen de tri des candidatures',
    'medical-imaging': 'Un dispositif d’imagerie médicale de l’Inde',
  },
  notices: {
    screening:
      'Cet examen relève les questions qu’un projet soulève au regard du droit de l’OMC, à partir des faits qui lui ont été donnés. Ce n’est pas un avis juridique, et « touchée » désigne une question à étudier, non un constat d’infraction. Les dispositions sont paraphrasées ; lisez leur texte.',
    similar:
      'La ressemblance repose sur notre propre codage des caractéristiques, du type et des secteurs. Elle dit quoi lire à côté du projet, et rien de ce que le droit permet : une mesure prise ailleurs peut elle-même être incompatible avec un accord.',
    suggestions:
      'Trouvées par des règles qui lisent les mots ; vérifiez chacune dans le texte. La confiance les ordonne et n’est pas une probabilité (docs/suggest.md dit combien de fois elles sont justes).',
    compliance:
      'Ceci n’est pas un avis juridique. Les obligations qui atteignent le produit sont déduites du type de chaque mesure et des faits donnés, non de son texte, et la plupart des coûts sont des hypothèses : la liste des coûts dit lesquels. Lisez les articles et consultez un juriste avant d’agir.',
  },
};
