using static CarSearch.Tests.OpenTravel.OpenTravelMessages;

namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>Messages in the forms of brokers and of the standard's examples.</summary>
internal static class Brokers
{
    public static IEnumerable<ReadMessage> All { get; } =
    [
        // Two charges repeat the same amount; a third is a deposit.
        new("broker-renamed-root-id-context-only", Query("BCN", "EUR"), 0, """
            b71e66f0-3c52-4df3-8a0c-6c13be31c001 | Montseny Rent | MBMR mini car | Tilda Pop 1.0 | manual - - ac | 4 2 2 | available
                BCN "Barcelona Airport, Terminal 1 and 2" at > same | 2100 km | free | 131.76 EUR | - | 0.00 | estimated |
                    https://booking.wanderbroker.example/offer/b71e66f0-3c52-4df3-8a0c-6c13be31c001
            b71e66f0-3c52-4df3-8a0c-6c13be31c002 | Montseny Rent | CDMR compact car | Tilda Gale 1.4 | manual - - ac | 5 4 2 | available
                BCN "Barcelona Airport, Terminal 1 and 2" at > same | 1250 km | free | 158.20 EUR | - | 140.00 | estimated |
                    https://booking.wanderbroker.example/offer/b71e66f0-3c52-4df3-8a0c-6c13be31c002
            b71e66f0-3c52-4df3-8a0c-6c13be31c003 | Llobregat Autos i Furgonetes | CWMR compact wagon | Tilda Gale Estate |
                manual - - ac | 5 5 2 | available
                BCN "Barcelona Airport, Terminal 1 and 2" at > same | unlimited | penalty | 189.05 EUR | - | 0.00 | estimated |
                    https://booking.wanderbroker.example/offer/b71e66f0-3c52-4df3-8a0c-6c13be31c003
            b71e66f0-3c52-4df3-8a0c-6c13be31c004 | Llobregat Autos i Furgonetes | SVMR standard van | Morrow Carrier 9 | manual - - ac |
                9 5 2 | on request
                BCN "Barcelona Airport, Terminal 1 and 2" at > same | 1500 km | free | 402.99 EUR | - | 342.54 | estimated |
                    https://booking.wanderbroker.example/offer/b71e66f0-3c52-4df3-8a0c-6c13be31c004
            """),

        new("broker-category-letters", Query("BCN", "EUR"), 0, """
            LAF-88-01 | Llobregat A | MBMR mini car | Tilda Pop | manual - - ac | 4 2 1 | available
                BCN "Barcelona El Prat" - > same | 300 km | free | 45.44 EUR | 37.55 + 7.89 | 0.00 | firm | -
            LAF-88-02 | Llobregat A | - compact wagon | Tilda Gale Estate | manual - - ac | 5 5 3 | available
                BCN "Barcelona El Prat" - > same | 1500 km | penalty | 74.00 EUR | 61.16 + 12.84 | 0.00 | firm | -
            LAF-88-03 | Llobregat A | - standard suv | Morrow Ridge | automatic - - ac | 5 5 4 | available
                BCN "Barcelona El Prat" - > same | 1000 km | - | 146.00 EUR | 120.66 + 25.34 | 0.00 | firm | -
            """),

        // The second's fee at the desk is nought: nothing is left to pay, the booking fee included.
        new("broker-fees-22-23", Query("LHR", "GBP"), 0, """
            Type=16&ID=7701441&ID_Context=TREKMATE&DateTime=2026-11-02T14%3A15%3A31&URL=a91c7701441 | Thameside Rentals |
                EDMR economy car | Tilda Breeze or similar | manual petrol - ac | 5 5 2 | available
                LHR "London Heathrow Airport" at > same | - | - | 96.00 GBP | - | 74.59 | firm | -
            Type=16&ID=7701442&ID_Context=TREKMATE&DateTime=2026-11-02T14%3A15%3A31&URL=a91c7701442 | Thameside Rentals |
                CDAV compact car | Tilda Gale or similar | automatic petrol - ac | 5 4 3 | available
                LHR "London Heathrow Airport" at > same | - | - | 155.40 GBP | - | 0.00 | firm | -
            Type=16&ID=7701478&ID_Context=TREKMATE&DateTime=2026-11-02T14%3A15%3A31&URL=a91c7701478 | Fell & Dale Hire |
                FVMR fullSize van | Morrow Carrier or similar | manual diesel - ac | 7 5 4 | available
                LHR "Heathrow North, Bath Road" off > same | - | - | 315.00 GBP | - | 248.80 | firm | -
            Type=16&ID=7701479&ID_Context=TREKMATE&DateTime=2026-11-02T14%3A15%3A31&URL=a91c7701479 | Fell & Dale Hire |
                JWMD intermediate wagon | Tilda Gale Estate or similar | manual diesel - ac | 5 5 4 | on request
                LHR "Heathrow North, Bath Road" off > same | - | - | 235.00 GBP | - | 190.90 | firm | -
            """),

        // The only charge of the fourth excludes tax.
        new("names-instead-of-numbers", Query("MAD", "EUR", "BCN"), 1, """
            made | Iberdrive | ECMR economy car | Group A - Tilda Breeze 3 doors | manual - - ac | 5 4 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 214.30 EUR | - | - | firm | -
            made | Iberdrive | IDAD intermediate car | Group F - Tilda Gale | automatic diesel - ac | 5 5 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 377.61 EUR | - | - | firm | -
            made | Sol y Ruta | SVMR standard van | Group O - Morrow Carrier 9 | manual - - ac | 9 - 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 512.00 EUR | - | - | firm | -
            """),

        new("names-instead-of-numbers", Query("MAD", "EUR", "BCN"), 0, """
            made | Iberdrive | ECMR economy car | Group A - Tilda Breeze 3 doors | manual - - ac | 5 4 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 214.30 EUR | - | - | firm | -
            made | Iberdrive | IDAD intermediate car | Group F - Tilda Gale | automatic diesel - ac | 5 5 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 377.61 EUR | - | - | firm | -
            made | Sol y Ruta | SVMR standard van | Group O - Morrow Carrier 9 | manual - - ac | 9 - 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 512.00 EUR | - | - | firm | -
            made | Sol y Ruta | PDAR premium car | Group P - Aurelia Sonata | automatic - - ac | 5 5 2 | available
                MAD "Madrid Airport" at > BCN "Barcelona Airport T1" at | unlimited | - | 640.00 EUR | - | - | firm | -
            """) { IsGross = true },

        // The link of the first is escaped twice; that of the third is invalid; the total of the fourth excludes tax.
        new("vendors-beside-core", Query("LHR", "GBP"), 1, """
            made | Greenlane Cars | ECMR economy car | Tilda Breeze or similar | manual - - ac | - 3 - | available
                LHR "London Heathrow" - > same | unlimited | - | 88.40 GBP | - | - | firm | https://greenlane.example/go?v=10021&d=5
            made | Greenlane Cars | CDAN compact car | Tilda Gale or similar | automatic - - no ac | - 5 - | available
                LHR "London Heathrow" - > same | 500 mi | - | 131.25 GBP | - | - | firm | https://greenlane.example/go?v=10022
            made | Bramble Hire | LVAR luxury van | Aurelia Grand Tour or similar | automatic - - ac | - 5 - | available
                LHR "London Heathrow" - > same | unlimited | - | 412.00 GBP | - | - | firm | -
            """),

        // Two have unknown sizes.
        new("no-acriss-only-size", Query("JFK", "USD"), 2, """
            made | HM | - compact car | Compact car | automatic - - ac | - - - | available
                JFK "New York JFK" at > same | unlimited | - | 312.80 USD | 190.00 + 122.80 | - | firm | -
            made | HM | - intermediate suv | Intermediate SUV | automatic hybrid fourWheel ac | 5 - 2 | available
                JFK "New York JFK" at > same | unlimited | - | 380.00 USD | 250.00 + 130.00 | - | firm | -
            made | HM | - fullSize van | People carrier, nine seats | manual diesel - - | 9 - - | available
                JFK "New York JFK" at > same | unlimited | - | 472.96 USD | 333.00 + 139.96 | - | firm | -
            made | HM | - luxury convertible | Luxury convertible | - - allWheel no ac | - - - | available
                JFK "New York JFK" at > same | unlimited | - | 884.00 USD | 700.00 + 184.00 | - | firm | -
            """),

        // The same car at the same price with different discounts is two offers.
        new("same-car-four-rates", Query("MAD", "EUR"), 0, """
            made | Loyal | ICAR intermediate car | Intermediate car | automatic - - ac | - 4 - | available
                MAD "Madrid Barajas" - > same | unlimited | - | 242.00 EUR | - | - | firm | -
            made | Loyal | ICAR intermediate car | Intermediate car | automatic - - ac | - 4 - | available
                MAD "Madrid Barajas" - > same | unlimited | - | 242.00 EUR | - | - | firm | -
            made | Loyal | ICAR intermediate car | Intermediate car | automatic - - ac | - 4 - | available
                MAD "Madrid Barajas" - > same | unlimited | - | 217.80 EUR | - | - | firm | -
            made | Loyal | ICAR intermediate car | Intermediate car | automatic - - ac | - 4 - | available
                MAD "Madrid Barajas" - > same | unlimited | - | 229.90 EUR | - | - | firm | -
            """),

        new("quote-id-and-comments", Query("MCO", "USD"), 0, """
            AQ-1 | Aqua Rent | CCAR compact car | Tilda Gale | automatic - - ac | 4 4 3 | available
                MCO "Orlando" - > same | unlimited | - | 214.00 USD | 200.00 + 14.00 | - | firm | -
            Q-2026-118 | Aqua Rent | ICAR intermediate car | Tilda Storm | automatic - - ac | 4 4 3 | available
                MCO "Orlando" - > same | unlimited | - | 246.10 USD | 230.00 + 16.10 | - | firm | -
            AQ-3 | Aqua Rent | FCAR fullSize car | Aurelia Sonata | automatic - - ac | 4 4 3 | available
                MCO "Orlando" - > same | unlimited | - | 278.20 USD | 260.00 + 18.20 | - | firm | -
            """),
    ];
}
