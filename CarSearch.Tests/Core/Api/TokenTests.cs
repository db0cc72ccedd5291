using CarSearch.Api;

namespace CarSearch.Tests.Core.Api;

/// <summary>The forms of a token in requests.</summary>
public sealed class TokenTests
{
    private const string Canonical = "0123456789abcdef00000000000000ff";

    [Theory]
    [InlineData(Canonical)]
    [InlineData("0123456789ABCDEF00000000000000FF")]
    [InlineData("01234567-89ab-cdef-0000-0000000000ff")]
    [InlineData("01234567-89AB-CDef-0000-0000000000FF")]
    public void Capitals_and_the_dashes_of_a_GUID_make_no_difference(string text)
    {
        Assert.True(SearchesApi.TryParseToken(text, out var token));
        Assert.Equal(Canonical, token.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef00000000000000f")]
    [InlineData("0123456789abcdef00000000000000fff")]
    [InlineData("0123456789abcdef00000000000000fg")]
    [InlineData("01234567-89ab-cdef-0000-0000000000f")]
    [InlineData("0123456-789ab-cdef-0000-0000000000ff")]
    [InlineData("01234567\u201189ab\u2011cdef\u20110000\u20110000000000ff")]
    [InlineData("{0123456789abcdef00000000000000ff}")]
    [InlineData(" 0123456789abcdef0000000000000ff")]
    public void Another_text_is_no_token(string text) => Assert.False(SearchesApi.TryParseToken(text, out _));
}
