using System.Security.Cryptography;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

public sealed class SearchTokenTests
{
    private const string Text = "0123456789abcdef00000000000000ff";

    private static SearchToken Token => SearchToken.TryParse(Text, out var token) ? token : throw new InvalidOperationException();

    [Fact]
    public void A_token_is_formatted_as_it_was_parsed() => Assert.Equal(Text, Token.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef00000000000000f")]
    [InlineData("0123456789ABCDEF00000000000000FF")]
    [InlineData("0123456789abcdef00000000000000fg")]
    [InlineData("٠123456789abcdef00000000000000ff")]
    public void Anything_but_32_lower_case_hexadecimal_digits_is_no_token(string? text) => Assert.False(SearchToken.TryParse(text, out _));

    [Fact]
    public void A_token_is_its_16_bytes()
    {
        Assert.Equal(Convert.FromHexString(Text), Token.ToBytes());
        Assert.Equal(Token, SearchToken.FromBytes(Token.ToBytes()));
    }

    [Fact]
    public void New_tokens_differ_and_can_be_read()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => SearchToken.New()).ToHashSet();
        Assert.Equal(1000, tokens.Count);
        Assert.All(tokens, token => Assert.True(SearchToken.TryParse(token.Value, out var read) && read == token));
    }

    [Fact]
    public void A_digest_is_the_beginning_of_the_bytes_SHA_256() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(Text)))[..16], Token.Digest);

    [Fact]
    public void Text_made_of_a_token_shows_its_digest_alone()
    {
        var search = new AcceptedSearch(Token, TestSearches.Start, SampleRequests.Weekend);
        string[] texts =
        [
            Token.ToString(),
            $"{Token}",
            $"{Token:x32}",
            string.Format(null, "{0:N}", Token),
            search.ToString(),
            SearchRecord.Accepted(search).ToString(),
            new KeyClaim("", Token, "", default).ToString(),
            new OrchestrationState(search, SearchStatus.Running, default).ToString(),
        ];
        Assert.All(texts, text => Assert.DoesNotContain(Text, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(texts, text => Assert.Contains(Token.Digest, text, StringComparison.Ordinal));
    }
}
