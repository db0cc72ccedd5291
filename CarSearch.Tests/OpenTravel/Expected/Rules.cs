using static CarSearch.Tests.OpenTravel.OpenTravelMessages;

namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>Messages that test one rule of docs/suppliers.md each.</summary>
internal static class Rules
{
    public static IEnumerable<ReadMessage> All { get; } =
    [
        new("seats-doors-ranges", Query("JFK", "USD"), 0, """
            R1 | Span Cars | CDMR compact car | Tilda Gale or similar | manual - - ac | 4 4 2 | available
                JFK "New York JFK" - > same | unlimited | - | 100.00 USD | - | - | firm | -
            R2 | Span Cars | CDMR compact car | Tilda Gale or similar | manual - - ac | 5 4 2 | available
                JFK "New York JFK" - > same | unlimited | - | 101.00 USD | - | - | firm | -
            R3 | Span Cars | CDMR compact car | Tilda Gale or similar | manual - - ac | 7 5 2 | available
                JFK "New York JFK" - > same | unlimited | - | 102.00 USD | - | - | firm | -
            R4 | Span Cars | CDMR compact car | Tilda Gale or similar | manual - - ac | 7 5 0 | available
                JFK "New York JFK" - > same | unlimited | - | 103.00 USD | - | - | firm | -
            R5 | Span Cars | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 104.00 USD | - | - | firm | -
            R6 | Span Cars | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 105.00 USD | - | - | firm | -
            """),

        // The total of the third in the requested currency is zero, which is ignored.
        new("two-totals-two-currencies", Query("LHR", "GBP"), 0, OfCompact("Twin", "LHR \"London Heathrow\" -", """
            TW-1 | 94.80 GBP | 79.00 + 15.80 | firm
            TW-2 | 94.80 GBP | - | estimated
            TW-3 | 120.00 USD | 100.00 + 20.00 | firm
            TW-4 | 132.00 EUR | 110.00 + 22.00 | firm
            """)),

        // Two have unknown currencies.
        new("other-currency", Query("LHR", "GBP"), 2, OfCompact("Elsewhere", "LHR \"London Heathrow\" -", """
            OC-1 | 216.00 EUR | 180.00 + 36.00 | firm
            OC-2 | 33550 JPY | 30500 + 3050 | firm
            OC-3 | 67.358 KWD | 61.235 + 6.123 | firm
            """)),

        // The lines of the third are in two currencies, the fourth has none; the lines of the fifth differ from its total.
        new("currency-beside-the-total", Query("LHR", "GBP"), 2, OfCompact("Nearby", "LHR \"London Heathrow\" -", """
            NB-1 | 108.00 GBP | 90.00 + 18.00 | firm
            NB-2 | 109.20 GBP | 91.00 + 18.20 | firm
            NB-5 | 112.80 GBP | - | estimated
            """)),

        new("rate-total-only", Query("JFK", "USD"), 4, OfCompact("Half Told", "JFK \"New York JFK\" -", """
            RT-inclusive | 210.00 USD | 200.00 + 10.00 | firm
            RT-silent | 220.00 USD | - | firm
            RT-net-with-tax-added | 220.00 USD | 200.00 + 20.00 | firm
            RT-optional-fee | 241.00 USD | - | firm
            RT-fee-of-nothing | 242.00 USD | - | firm
            RT-fee-inside | 243.00 USD | - | firm
            """)),

        // A supplier whose rate totals are gross: what is called net beside them is no base of theirs.
        new("rate-total-only", Query("JFK", "USD"), 0, OfCompact("Half Told", "JFK \"New York JFK\" -", """
            RT-inclusive | 210.00 USD | 200.00 + 10.00 | firm
            RT-silent | 220.00 USD | - | firm
            RT-net | 230.00 USD | - | firm
            RT-net-with-tax-added | 220.00 USD | 200.00 + 20.00 | firm
            RT-net-with-tax-beside | 200.00 USD | - | firm
            RT-base-rate-net | 231.00 USD | - | firm
            RT-fee-outside | 240.00 USD | - | firm
            RT-optional-fee | 241.00 USD | - | firm
            RT-fee-of-nothing | 242.00 USD | - | firm
            RT-fee-inside | 243.00 USD | - | firm
            """)) { IsGross = true },

        // Six exclude a charge. Additional miles and a deposit are not due.
        new("rate-total-only-in-other-words", Query("JFK", "USD"), 6, OfCompact("Half Told", "JFK \"New York JFK\" -", """
            RO-days-beside-gross | 270.00 USD | - | firm
            RO-name-of-the-list | 220.00 USD | 200.00 + 20.00 | firm
            RO-further-miles-outside | 264.00 USD | - | firm
            RO-deposit-outside | 265.00 USD | - | firm
            """)),

        new("base-of-the-rental", Query("JFK", "USD"), 0, OfCompact("Basis", "JFK \"New York JFK\" -", """
            BS-tax-of-nothing | 200.00 USD | - | firm
            BS-tax-of-another-line | 230.00 USD | 180.00 + 50.00 | firm
            BS-tax-of-a-fee | 230.00 USD | 180.00 + 50.00 | firm
            BS-larger-than-the-total | 190.00 USD | - | firm
            BS-discount-of-nothing | 220.00 USD | 200.00 + 20.00 | firm
            BS-discount-as-a-charge | 198.00 USD | - | firm
            """)),

        new("decimal-commas", Query("FCO", "EUR"), 6, OfCompact("Virgola", "FCO \"Rome Fiumicino\" -", """
            VG-1 | 1234.56 EUR | - | estimated
            VG-2 | 312.50 EUR | - | estimated
            VG-4 | 1234.50 EUR | - | estimated
            VG-5 | 450.00 EUR | - | estimated
            VG-9 | 130.00 EUR | - | estimated
            """)),

        // The attributes of the eighth contradict its code and add what it leaves open; the code of the ninth is complete.
        new("where-the-code-stands", Query("JFK", "USD"), 0, """
            C1 | Codes | ECMR economy car | Tilda or similar | manual - - ac | - 4 - | available
                JFK "New York JFK" - > same | unlimited | - | 101.00 USD | - | - | firm | -
            C2 | Codes | CDMR compact car | Tilda or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 102.00 USD | - | - | firm | -
            C3 | Codes | IDMR intermediate car | Tilda or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 103.00 USD | - | - | firm | -
            C4 | Codes | SDMR standard car | Tilda or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 104.00 USD | - | - | firm | -
            C5 | Codes | ECMR economy car | Tilda or similar | manual - - ac | - 4 - | available
                JFK "New York JFK" - > same | unlimited | - | 105.00 USD | - | - | firm | -
            C6 | Codes | FDMR fullSize car | Tilda or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 106.00 USD | - | - | firm | -
            C7 | Codes | PDMR premium car | Tilda or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 107.00 USD | - | - | firm | -
            C8 | Codes | ECMR economy car | Tilda or similar | manual electric fourWheel ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 108.00 USD | - | - | firm | -
            C9 | Codes | SFBQ standard suv | Tilda or similar | automatic diesel fourWheel no ac | - - - | available
                JFK "New York JFK" - > same | unlimited | - | 109.00 USD | - | - | firm | -
            """),

        new("one-way-two-offices", Query("JFK", "USD", "LGA"), 0, """
            A-1 | Atlantic | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "Kennedy Terminal 4" at > LGA "LaGuardia Central" off | unlimited | - | 210.00 USD | - | - | firm | -
            B-1 | Backwards | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "Federal Circle" at > LGA "Ditmars Boulevard" off | unlimited | - | 211.00 USD | - | - | firm | -
            S-1 | Single | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "Rockaway Boulevard" off > LGA "New York LaGuardia" - | unlimited | - | 212.00 USD | - | - | firm | -
            N-1 | Nowhere | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > LGA "New York LaGuardia" - | unlimited | - | 213.00 USD | - | - | firm | -
            """),

        new("city-of-three-airports", Query("NYC", "USD"), 0, """
            G-1 | Gotham | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                LGA "LaGuardia Desk" at > same | unlimited | - | 310.00 USD | - | - | firm | -
            G-2 | Gotham | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                EWR "Newark Desk" at > same | unlimited | - | 290.00 USD | - | - | firm | -
            H-1 | Hudson | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                NYC "West 31st Street" off > same | unlimited | - | 305.00 USD | - | - | firm | -
            H-2 | Hudson | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                NYC "Logan Airport" at > same | unlimited | - | 306.00 USD | - | - | firm | -
            """),

        // The same car at the same price of another vendor is another offer; the third vendor block repeats the second.
        new("same-car-two-offices", Query("NYC", "USD"), 2, """
            made | Gotham | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                LGA "LaGuardia Desk" at > same | unlimited | - | 150.00 USD | - | - | firm | -
            made | Gotham | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                EWR "Newark Desk" at > same | unlimited | - | 150.00 USD | - | - | firm | -
            made | Last Named | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                NYC "New York" - > same | unlimited | - | 150.00 USD | - | - | firm | -
            """),

        // The address of the fifth is a link and not part of its reference. The sixth repeats the reference of the first and is dropped.
        new("references", Query("JFK", "USD"), 1, """
            R-id | Refs | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 101.00 USD | - | - | firm | -
            only context | Refs | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 102.00 USD | - | - | firm | -
            R-web | Refs | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 103.00 USD | - | - | firm | https://book.example/x?y=1
            Type=16&ID=R%2F4%20%26%20Co&URL=token%3D1 | Refs | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 104.00 USD | - | - | firm | -
            Type=8&ID=R5&ID_Context=a%20b&DateTime=2026-11-02T10%3A00%3A00Z&URL=http%3A%2F%2Fbook.example%2F5 | Refs | CDMR compact car |
                Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 105.00 USD | - | - | firm | http://book.example/5
            made | Refs | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available
                JFK "New York JFK" - > same | unlimited | - | 107.00 USD | - | - | firm | -
            """),

        new("accents", Query("MAD", "EUR"), 0, """
            AC-1 | Coche Señor | CDMR compact car | Citroën-artig Größe €conomy | manual - - ac | - 5 - | available
                MAD "Málaga - Centro" off > same | unlimited | - | 199.90 EUR | - | - | firm | -
            AC-2 | Coche Señor | CDMR compact car | Tilda Brisé | manual - - ac | - 5 - | available
                MAD "Málaga - Centro" off > same | unlimited | - | 250.00 EUR | - | - | firm | -
            """),

        new("errors-beside-offers", Query("JFK", "USD"), 0, OfCompact("Partial", "JFK \"New York JFK\" -", """
            PB-1 | 150.00 USD | - | firm
            PB-2 | 160.00 USD | - | firm
            """)),
    ];

    /// <summary>Expands the lines of offers of one compact car: reference, total, base with taxes and fees, firm or estimated.</summary>
    private static string OfCompact(string vendor, string station, string offers) => string.Join(
        '\n',
        offers.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split(" | ")).Select(offer =>
            $"{offer[0]} | {vendor} | CDMR compact car | Tilda Gale or similar | manual - - ac | - 5 - | available\n"
            + $"    {station} > same | unlimited | - | {offer[1]} | {offer[2]} | - | {offer[3]} | -"));
}
