using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Redaction of a supplier's texts.</summary>
public sealed class SecretRedactorTests
{
    private static readonly SecretRedactor Redactor = SecretRedactor.Create(new()
    {
        Endpoint = new("https://ota.northway.example/avail?key=q-k3y"),
        RequestorId = "CS-4711",
        UserName = "agency",
        Secret = "h&nter 2",
    });

    [Theory]
    [InlineData("No cars at that supplier", "No cars at that supplier")]
    [InlineData("  No cars \r\n\t at  that supplier. ", "No cars at that supplier")]
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
    public void A_text_is_put_on_one_line_without_secrets_and_addresses(string? text, string? expected) =>
        Assert.Equal(expected, Redactor.Redact(text));

    [Fact]
    public void A_text_is_truncated_to_200_characters() => Assert.Equal(new string('x', 200), Redactor.Redact(new string('x', 300)));

    [Fact]
    public void A_secret_at_the_truncation_is_redacted()
    {
        var redacted = Redactor.Redact(new string('x', 195) + "h&nter 2");
        Assert.Equal(new string('x', 195) + "***", redacted);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_500)]
    public void A_secret_truncated_by_the_reader_is_redacted(int read)
    {
        // A long token, complete and truncated.
        var token = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i:000}."));
        Assert.Equal("Token *** is not ***", new SecretRedactor([token]).Redact($"Token {token} is not {token}"[..read]));
    }

    [Theory]
    [InlineData("https://ota.example/avail?user=1&key=abc%2Fdefg+h", "abc%2Fdefg+h or abc/defg+h is spent", "*** or *** is spent")]
    [InlineData("https://ota.example/avail?abcdefgh", "abcdefgh is spent", "*** is spent")]
    [InlineData("https://ota.example/avail?code=187&v=2.007", "187 or 2.007", "187 or 2.007")]
    [InlineData("https://ota.example/avail", "as it is", "as it is")]
    public void A_key_in_the_address_is_redacted(string endpoint, string text, string expected) =>
        Assert.Equal(expected, SecretRedactor.Create(new() { Endpoint = new(endpoint) }).Redact(text));

    [Fact]
    public void Without_secrets_nothing_is_redacted() => Assert.Equal("CS-4711", new SecretRedactor([]).Redact("CS-4711"));
}
