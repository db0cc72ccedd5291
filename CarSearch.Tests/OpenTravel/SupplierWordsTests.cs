using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

/// <summary>What of a supplier's words others may see.</summary>
public sealed class SupplierWordsTests
{
    private static readonly SupplierWords Words = SupplierWords.Without(new()
    {
        Endpoint = new("https://ota.northway.example/avail?key=q-k3y"),
        RequestorId = "CS-4711",
        UserName = "agency",
        Secret = "h&nter 2",
    });

    [Theory]
    [InlineData("No cars at that office", "No cars at that office")]
    [InlineData("  No cars \r\n\t at  that office. ", "No cars at that office")]
    [InlineData("Password h&nter 2 is wrong", "Password *** is wrong")]
    [InlineData("Password H&NTER 2 is wrong", "Password *** is wrong")]
    [InlineData("pw=h%26nter%202", "pw=***")]
    [InlineData("Authorization YWdlbmN5OmgmbnRlciAy refused", "Authorization *** refused")]
    [InlineData("Requestor CS-4711 of agency unknown", "Requestor *** of *** unknown")]
    [InlineData("at ota.northway.example line 5", "at *** line 5")]
    [InlineData("see https://internal.example/x?key=1 for help", "see *** for help")]
    [InlineData("jdbc:oracle://db.internal/x failed", "jdbc:*** failed")]
    [InlineData("key=q-k3y is spent", "*** is spent")]
    [InlineData("", null)]
    [InlineData(" \n ", null)]
    [InlineData(null, null)]
    public void They_are_on_one_line_and_tell_no_secret_and_no_address(string? said, string? told) => Assert.Equal(told, Words.Clean(said));

    [Fact]
    public void They_are_cut_at_200_characters() => Assert.Equal(new string('x', 200), Words.Clean(new string('x', 300)));

    [Fact]
    public void A_secret_across_the_cut_is_hidden_too()
    {
        var told = Words.Clean(new string('x', 195) + "h&nter 2");
        Assert.Equal(new string('x', 195) + "***", told);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_500)]
    public void A_secret_that_was_cut_as_it_was_read_is_hidden_too(int read)
    {
        // As long as a signed token; hidden once in full, and once in part.
        var token = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i:000}."));
        Assert.Equal("Token *** is not ***", new SupplierWords([token]).Clean($"Token {token} is not {token}"[..read]));
    }

    [Theory]
    [InlineData("https://ota.example/avail?user=1&key=abc%2Fdefg+h", "abc%2Fdefg+h or abc/defg+h is spent", "*** or *** is spent")]
    [InlineData("https://ota.example/avail?abcdefgh", "abcdefgh is spent", "*** is spent")]
    [InlineData("https://ota.example/avail?code=187&v=2.007", "187 or 2.007", "187 or 2.007")]
    [InlineData("https://ota.example/avail", "as it is", "as it is")]
    public void A_key_in_the_address_is_hidden_without_its_name_too(string endpoint, string said, string told) =>
        Assert.Equal(told, SupplierWords.Without(new() { Endpoint = new(endpoint) }).Clean(said));

    [Fact]
    public void Without_secrets_nothing_is_hidden() => Assert.Equal("CS-4711", new SupplierWords([]).Clean("CS-4711"));
}
