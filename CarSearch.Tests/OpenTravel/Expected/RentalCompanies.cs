using static CarSearch.Tests.OpenTravel.OpenTravelMessages;

namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>Messages in the forms of rental companies.</summary>
internal static class RentalCompanies
{
    public static IEnumerable<ReadMessage> All { get; } =
    [
        new("bare-net-with-estimate", Query("MAD", "EUR"), 0, """
            KX0MAD4417AEDMR0926 | KX | EDMR economy car | THE TILDA BREEZE OR SIMILAR | manual - - ac | 5 5 2 | available
                MAD "MADRID BARAJAS T1" at > same | unlimited | - | 197.84 EUR | 163.50 + 34.34 | - | firm | -
            KX0MAD4417ACDAD0927 | KX | CDAD compact car | THE TILDA GALE OR SIMILAR | automatic diesel - ac | 5 5 2 | available
                MAD "MADRID BARAJAS T1" at > same | unlimited | - | 267.49 EUR | 211.07 + 56.42 | - | firm | -
            KX0MAD4417AFVMR0928 | KX | FVMR fullSize van | THE MORROW CARRIER 9 OR SIMILAR | manual diesel - ac | 9 - 4 | on request
                MAD "MADRID BARAJAS T1" at > same | unlimited | - | 469.48 EUR | 388.00 + 81.48 | - | firm | -
            """),

        // The extra hours are zero, so the rental charge is complete; the third estimate includes an optional coverage.
        new("soap11-foreign-root-namespace", Query("BOG", "COP"), 2, """
            RIgP/58w... (1332 characters) | - | ECMN economy car | TILDA Brisa 1.0 o similar | manual - - no ac | 5 4 2 | available
                BOG "Bogotá Aeropuerto" at > same | unlimited | - | 408994.59 COP | 312448.12 + 96546.47 | - | firm | -
            HLKuVngb... (1332 characters) | - | CDMR compact car | TILDA Vendaval 1.6 o similar | manual - - ac | 5 4 2 | on request
                BOG "Bogotá Aeropuerto" at > same | unlimited | - | 526348.90 COP | 402100.00 + 124248.90 | - | firm | -
            eQv8IB8h... (1332 characters) | - | IFAR intermediate suv | MORROW Sierra o similar | automatic - - ac | 5 4 2 | available
                BOG "Bogotá Aeropuerto" at > same | unlimited | - | 1004895.65 COP | 655000.50 + 349895.15 | - | firm | -
            """),

        // The extension has another car and another total.
        new("soap12-prefixed-ns1", Query("DXB", "AED"), 0, """
            4KX90117 | Skyline Motors | MBAR mini car | TILDA POP OR SIMILAR | automatic - - ac | 4 2 1 | available
                DXB "Dubai Airport Terminal 3" at > same | unlimited | - | 789.00 AED | - | - | estimated | -
            4KX90118 | Skyline Motors | SFAR standard suv | MORROW RIDGE OR SIMILAR | automatic - - ac | 5 4 2 | available
                DXB "Dubai Airport Terminal 3" at > same | unlimited | - | 1412.00 AED | - | - | estimated | -
            4KX90119 | Skyline Motors | LDAR luxury car | AURELIA SONATA OR SIMILAR | automatic - - ac | 5 4 3 | available
                DXB "Dubai Airport Terminal 3" at > same | unlimited | - | 2604.00 AED | - | - | estimated | -
            """),

        // The base is in three charges, and a discount is a positive fee: the base is unknown.
        new("soap11-wrapped-discount-fee", Query("MCO", "USD", days: 8), 0, """
            BB7-2210-P | Bluebird | ECAR economy car | Tilda Breeze or similar | automatic - - ac | 4 4 2 | available
                MCO "Orlando Airport - off site" off > same | unlimited | - | 287.67 USD | - | 0.00 | firm |
                    https://book.bluebird.example/r?ref=BB7-2210-P&pay=now
            BB7-2210-D | Bluebird | ECAR economy car | Tilda Breeze or similar | automatic - - ac | 4 4 2 | available
                MCO "Orlando Airport - off site" off > same | unlimited | - | 300.62 USD | - | - | firm |
                    https://book.bluebird.example/r?ref=BB7-2210-D&pay=later
            BB7-2213-P | Bluebird | IFAR intermediate suv | Morrow Trail or similar | automatic - - ac | 5 4 2 | available
                MCO "Orlando Airport - off site" off > same | unlimited | - | 466.34 USD | - | 0.00 | firm |
                    https://book.bluebird.example/r?ref=BB7-2213-P&pay=now
            """),

        new("empty-strings", Query("FCO", "EUR"), 1, """
            made | - | ECMR economy car | TILDA BREEZE 1.2 o simile | manual - - ac | - 4 - | available
                FCO "Rome Fiumicino" - > same | unlimited | - | 201.40 EUR | - | - | firm | -
            made | - | CWMD compact wagon | TILDA GALE SW o simile | manual diesel - ac | 5 5 3 | available
                FCO "Rome Fiumicino" - > same | unlimited | - | 244.00 EUR | - | - | firm | -
            made | - | IFAH intermediate suv | Intermediate SUV | automatic hybrid - ac | - - - | available
                FCO "Rome Fiumicino" - > same | - | - | 390.00 EUR | - | - | firm | -
            made | - | - luxury convertible | Luxury convertible | automatic - - no ac | 2 2 - | available
                FCO "Rome Fiumicino" - > same | - | - | 801.00 EUR | - | - | firm | -
            """),

        new("more-root-own-attributes", Query("EWR", "USD"), 0, """
            made | Aerojet | ECAR economy car | Tilda Breeze or similar | automatic - - ac | 5 4 2 | available
                EWR "Newark Liberty Airport" at > same | unlimited | - | 151.05 USD | - | - | firm | -
            made | Aerojet | SFAR standard suv | Morrow Ridge or similar | automatic - - ac | 5 5 3 | available
                EWR "Newark Liberty Airport" at > same | 800 km | - | 288.00 USD | - | - | firm | -
            made | Aerojet | SFAR standard suv | Morrow Ridge or similar | automatic - - ac | 5 5 3 | available
                EWR "Newark Liberty Airport" at > same | unlimited | - | 341.50 USD | - | - | firm | -
            made | Aerojet | PDAR premium car | Aurelia Sonata or similar | automatic - - ac | 5 4 3 | on request
                EWR "Newark Liberty Airport" at > same | unlimited | - | 402.10 USD | - | - | firm | -
            """),

        // The rate total of the third excludes tax; the size of the fourth is a name.
        new("gross-by-tax-amounts", Query("DXB", "AED"), 2, """
            made | Oasis Quick Rent | ECAR economy car | Tilda Breeze | automatic - - ac | 5 4 2 | available
                DXB "DXB Terminal 1" at > same | - | - | 420.00 AED | 400.00 + 20.00 | - | firm | -
            made | Oasis Quick Rent | IFAR intermediate suv | Morrow Trail | automatic - - ac | 5 4 2 | available
                DXB "DXB Terminal 1" at > same | - | - | 735.00 AED | 700.00 + 35.00 | - | firm | -
            """),

        // The fourth pays every mile: its first distance has no quantity, the second has none to drive. The fifth has no period.
        new("several-rate-distances", Query("JFK", "USD"), 0, """
            Type=16&ID=4101&ID_Context=RATES&DateTime=2026-11-02T14%3A15%3A31 | Quickthrift | ECAR economy car |
                Tilda Breeze or similar | automatic - - ac | 5 4 3 | available
                JFK "New York JFK" - > same | 750 mi | - | 187.30 USD | - | - | firm | -
            Type=16&ID=4102&ID_Context=RATES&DateTime=2026-11-02T14%3A15%3A31 | Quickthrift | CCAR compact car | Tilda Gale or similar |
                automatic - - ac | 5 4 3 | available
                JFK "New York JFK" - > same | unlimited | - | 203.05 USD | - | - | firm | -
            Type=16&ID=4103&ID_Context=RATES&DateTime=2026-11-02T14%3A15%3A31 | Quickthrift | ICAR intermediate car |
                Tilda Storm or similar | automatic - - ac | 5 4 3 | available
                JFK "New York JFK" - > same | 900 mi | - | 221.45 USD | - | - | firm | -
            Type=16&ID=4104&ID_Context=RATES&DateTime=2026-11-02T14%3A15%3A31 | Quickthrift | SCAR standard car |
                Tilda Typhoon or similar | automatic - - ac | 5 4 3 | available
                JFK "New York JFK" - > same | 0 mi | - | 240.00 USD | - | - | firm | -
            Type=16&ID=4105&ID_Context=RATES&DateTime=2026-11-02T14%3A15%3A31 | Quickthrift | FCAR fullSize car |
                Aurelia Sonata or similar | automatic - - ac | 5 4 3 | available
                JFK "New York JFK" - > same | - | - | 262.90 USD | - | - | firm | -
            """),

        // Zero taxes in an inclusive charge are unknown; an extra day is listed beside the charge that includes it.
        new("inclusive-vehicle-group", Query("LHR", "GBP"), 0, """
            made | Crown | ECMR economy car | Group B - Tilda Breeze or similar | manual - - ac | - 4 - | available
                LHR "Heathrow" at > same | unlimited | - | 151.75 GBP | - | - | firm | -
            made | Crown | CDMR compact car | Group C - Tilda Gale or similar | manual - - ac | - 5 - | available
                LHR "Heathrow" at > same | unlimited | - | 175.00 GBP | - | - | firm | -
            made | Crown | SWAD standard wagon | Group L - Tilda Gale Estate or similar | automatic diesel - ac | - - - | available
                LHR "Heathrow" at > same | unlimited | - | 248.20 GBP | - | - | firm | -
            """),

        new("result-replaces-the-root", Query("GRU", "BRL"), 2, """
            made | - | ECMN economy car | TILDA BRISA 1.0 | manual - - no ac | 5 4 2 | available
                GRU "Sao Paulo Guarulhos" - > same | unlimited | - | 459.20 BRL | 410.00 + 49.20 | - | firm | -
            made | - | SFAR standard suv | MORROW SERRA | automatic - - ac | 5 4 2 | available
                GRU "Sao Paulo Guarulhos" - > same | unlimited | - | 1128.00 BRL | 900.00 + 228.00 | - | firm | -
            made | - | MCMN mini car | TILDA POP | manual - - no ac | 5 4 2 | on request
                GRU "Sao Paulo Guarulhos" - > same | unlimited | - | 336.00 BRL | 300.00 + 36.00 | - | firm | -
            """),

        // A status in another language means on request. Of two rates, that of the total is unknown, and so is the base.
        new("several-rental-rates", Query("GRU", "BRL"), 0, """
            made | Sim & Sim Locadora | ECMR economy car | Tilda Brisa | manual - - ac | 5 4 1 | on request
                GRU "Guarulhos" at > same | 500 km | - | 399.00 BRL | - | - | firm | -
            made | Sim & Sim Locadora | CDMR compact car | Tilda Vendaval | manual - - ac | 5 4 1 | available
                GRU "Guarulhos" at > same | 500 km | free | 570.00 BRL | - | - | firm | -
            made | Sim & Sim Locadora | SDAR standard car | Aurelia Sonata | automatic - - ac | 5 4 1 | available
                GRU "Guarulhos" at > same | 500 km | penalty | 912.00 BRL | - | - | firm | -
            """),

        new("second-envelope", Query("GRU", "BRL"), 0, """
            made | Frota Sul | ECMN economy car | Economy car | manual - - no ac | - 4 - | available
                GRU "Sao Paulo Guarulhos" - > same | unlimited | - | 341.00 BRL | - | - | firm | -
            made | Frota Sul | CDMR compact car | Compact car | manual - - ac | - 4 - | available
                GRU "Sao Paulo Guarulhos" - > same | unlimited | - | 445.50 BRL | - | - | firm | -
            """),
    ];
}
