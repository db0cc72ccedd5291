using System.Net;
using System.Text;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches: bodies that are not JSON, too long, or called something else.</summary>
public abstract class SearchBodyContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private const int MostBytes = 16 * 1024;

    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("\uFEFF", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\"pickUp\":\n{]", 2, 2)]
    [InlineData("{}{}", 1, 3)]
    [InlineData("{\"pickUp\":1,}", 1, 13)]
    [InlineData("{\"driverAge\":030}", 1, 15)]
    public async Task What_is_not_JSON_is_refused_where_it_goes_wrong(string text, int line, int position)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            $"$: Not valid JSON at line {line}, byte {position}: it is malformed or nested too deeply.",
            await response.ErrorsAsync("InvalidJson"));
    }

    [Theory]
    [InlineData("""{"driverAge":30,"driverAge":30}""", "driverAge")]
    [InlineData("""{"pickUp":{"place":"JFK","place":"LHR"}}""", "pickUp.place")]
    [InlineData("""{"pickUp":{"place":"JFK","pl\u0061ce":"LHR"}}""", "pickUp.place")]
    [InlineData("""{"x":[{},[{"y":1,"y":2}]]}""", "x[1][0].y")]
    [InlineData("""[{"":1,"":2}]""", "[0].")]
    public async Task A_property_that_occurs_twice_is_named_by_its_path(string text, string path)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(text));

        var errors = (await response.ErrorsAsync("InvalidSearch")).Split('\n');
        Assert.Single(errors, $"{path}: This property occurs more than once. Allowed: once.");
        Assert.Single(errors, error => error.Contains("more than once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_property_that_occurs_twice_is_reported_with_all_other_errors()
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(
            Body(from: "Atlantis", more: ",\"driverAge\":12,\"driverAge\":30,\"colour\":\"red\"")));

        Assert.Equal("colour driverAge pickUp.place", await response.WrongAsync("InvalidSearch"));
    }

    [Theory]
    [InlineData(1, HttpStatusCode.Accepted)]
    [InlineData(2, HttpStatusCode.BadRequest)]
    public async Task A_byte_order_mark_is_ignored_once(int marks, HttpStatusCode status)
    {
        var mark = Enumerable.Repeat(Encoding.UTF8.Preamble.ToArray(), marks).SelectMany(bytes => bytes);
        using var response = await PostAsync([.. mark, .. Encoding.UTF8.GetBytes(Body())]);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData(8, "InvalidSearch")]
    [InlineData(9, "InvalidJson")]
    [InlineData(8000, "InvalidJson")]
    public async Task What_is_nested_deeper_than_8_is_not_read(int depth, string code)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)));

        Assert.Equal("$", await response.WrongAsync(code));
    }

    [Theory]
    [InlineData("22FF22")] // "\xFF"
    [InlineData("22EDA08022")] // half of a surrogate pair, in UTF-8
    [InlineData("225C756438336422")] // half of a surrogate pair, as "\ud83d"
    public async Task Text_that_is_not_Unicode_is_refused(string hex)
    {
        using var response = await PostAsync(
            [
                .. "{\"pickUp\":{\"place\":"u8,
                .. Convert.FromHexString(hex),
                .. ",\"at\":\"2026-12-04T10:00\"},\"dropOff\":{\"at\":\"2026-12-06T10:00\"}}"u8,
            ]);

        Assert.Equal(
            "pickUp.place: This is not Unicode text. Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".",
            await response.ErrorsAsync("InvalidSearch"));
    }

    [Fact]
    public async Task JSON_in_UTF_16_is_refused()
    {
        using var response = await PostAsync([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("{}")]);

        Assert.Equal("$", await response.WrongAsync("InvalidJson"));
    }

    [Theory]
    [InlineData(",\"\\udc00x\":1")]
    [InlineData(",\"x\":{\"\\ud83d\":1}")]
    public async Task Half_of_a_surrogate_pair_as_a_name_is_refused(string more)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(Body(more: more)));

        Assert.Equal("$: Not valid JSON: the name of a property is not Unicode text.", await response.ErrorsAsync("InvalidJson"));
    }

    [Fact]
    public async Task A_name_that_is_not_UTF_8_is_refused()
    {
        using var response = await PostAsync([.. Encoding.UTF8.GetBytes(Body())[..^1], .. ",\""u8, 0xFF, .. "\":1}"u8]);

        Assert.Equal("$: Not valid JSON: the name of a property is not Unicode text.", await response.ErrorsAsync("InvalidJson"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_16_KiB_is_read(bool isChunked)
    {
        using var response = await PostAsync(Padded(MostBytes), isChunked: isChunked);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData(MostBytes + 1, false)]
    [InlineData(MostBytes + 1, true)]
    [InlineData(60 * 1024, true)]
    public async Task A_body_over_16_KiB_is_refused(int length, bool isChunked)
    {
        using var response = await PostAsync(Padded(length), isChunked: isChunked);

        var problem = await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "BodyTooLarge");
        Assert.Equal("The body must not exceed 16384 bytes.", problem.Text("detail"));
    }

    [Theory]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/json; charset=\"utf\\-8\"")]
    [InlineData("application/json; Charset=Utf-8; version=1")]
    [InlineData("application/json;")]
    public async Task JSON_is_taken_however_it_is_called(string type)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(Body()), type);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData(null, "Missing.")]
    [InlineData("text/json", "\"text/json\" is not valid.")]
    [InlineData("application/problem+json", "\"application/problem+json\" is not valid.")]
    [InlineData("application/json; charset=utf-16", "\"application/json; charset=utf-16\" is not valid.")]
    [InlineData("application/json; charset=\"\"", "\"application/json; charset=\"\"\" is not valid.")]
    [InlineData("nonsense", "\"nonsense\" is not valid.")]
    public async Task Another_type_is_refused_and_the_right_one_named(string? type, string error)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(Body()), type);

        var problem = await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType");
        Assert.Equal("The body must be uncompressed JSON in UTF-8, with Content-Type: application/json.", problem.Text("detail"));
        Assert.Equal(
            $"{error} Allowed: application/json, optionally with charset=utf-8.",
            Assert.Single(problem.GetProperty("errors").GetProperty("Content-Type").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity", HttpStatusCode.Accepted)]
    public async Task A_compressed_body_is_refused(string encoding, HttpStatusCode status)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(Body()), encoding: encoding);

        Assert.Equal(status, response.StatusCode);
        if (status is HttpStatusCode.UnsupportedMediaType)
        {
            Assert.Equal(
                $"\"{encoding}\" is not valid. Allowed: none, or identity.",
                (await response.JsonAsync()).GetProperty("errors").GetProperty("Content-Encoding")[0].GetString());
        }
    }

    private static byte[] Padded(int length) => Encoding.UTF8.GetBytes(Body().PadRight(length));

    private async Task<HttpResponseMessage> PostAsync(
        byte[] body, string? type = "application/json", bool isChunked = false, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/searches") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = isChunked;
        if (type is not null)
        {
            Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", type));
        }

        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await client.SendAsync(request);
    }
}
