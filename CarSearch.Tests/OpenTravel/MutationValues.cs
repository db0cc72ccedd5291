namespace CarSearch.Tests.OpenTravel;

/// <summary>Values that some program once sent, and that no schema has.</summary>
internal static class MutationValues
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "00", "1e9", "NaN", "INF", "true", "79228162514264337593543950335", "-79228162514264337593543950335", "999999999999999999", "1000000000000000000",
        "0.0000000000000000000000000001", "1,234", "1.234,56", "1.2.3", "5+2", "4-5", "18446744073709551616", "USD", "usd", "EUR", "XXX", "\u00A3", "Available", "OnRequest", "SIPP", "CDMR", "MBMR",
        "&#xD800;", "&#0;", "&#x1F697;", "&lt;", "&amp;amp;", "&none;", "https://x.example/", "http://", "//", "javascript:alert(1)", "\r\n\t", "\0", "|", "&#x10FFFF;", "Extra", "Week", "22", "23", "1", "35",
    ];

    public static string Any(Random random) => Values[random.Next(Values.Length)];
}
