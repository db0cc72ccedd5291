using System.Net;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The reader as adapters outside this project use it.</summary>
public sealed class OpenTravelAnswerTests
{
    [Fact]
    public async Task An_adapter_of_ones_own_can_have_its_answers_read()
    {
        var answer = await ReadAsync($"<Response><OTA_VehAvailRateRS>{FarOffice.Vehicles(("1", 100), ("2", 0))}</OTA_VehAvailRateRS></Response>");
        Assert.Equal(("1", "JFK", 1), (Assert.Single(answer.Offers).Reference, answer.Offers[0].PickUp.Place, answer.Dropped));
    }

    [Fact]
    public async Task Its_secrets_are_hidden_in_the_reasons()
    {
        var failure = await Assert.ThrowsAsync<SupplierException>(
            () => ReadAsync("<OTA_VehAvailRateRS><Errors><Error Type=\"4\">user wizard, password hunter2</Error></Errors></OTA_VehAvailRateRS>"));
        Assert.Equal("Avenue refuses the credentials that it was given: user ***, password *** (OTA error without a code).", failure.Message);
    }

    [Fact]
    public async Task A_charset_shows_no_secret()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<a/>") };
        response.Content.Headers.ContentType = new("text/xml") { CharSet = "hunter2" };
        var failure = await Assert.ThrowsAsync<SupplierException>(() => OpenTravelAnswer.ReadAsync(response, "Avenue", SampleRequests.Weekend, ["hunter2"], CancellationToken.None));
        Assert.Equal("Avenue's answer declares the charset \"***\", which nobody knows.", failure.Message);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "", "Avenue failed (HTTP 500).", true)]
    [InlineData(500, "Oops", "Avenue failed (HTTP 500).", true)]
    [InlineData(500, "<html><body>Oops</body></html>", "Avenue failed (HTTP 500).", true)]
    [InlineData(500, "<Report/>", "Avenue failed (HTTP 500).", true)]
    [InlineData(503, "<!DOCTYPE a []><a/>", "Avenue is too busy to answer (HTTP 503).", true)]
    [InlineData(400, "<Problem><Detail>x", "Avenue refused the request (HTTP 400).", false)]
    [InlineData(400, "<OTA_VehAvailRateRS><Success/></OTA_VehAvailRateRS>", "Avenue refused the request (HTTP 400).", false)]
    [InlineData(400, "<OTA_VehAvailRateRS><Errors><Error Code=\"667\">Closed</Error></Errors></OTA_VehAvailRateRS>", "Avenue refused the request: Closed (OTA error 667).", false)]
    [InlineData(500, "<Envelope><Body><Fault><faultcode>Client</faultcode></Fault></Body></Envelope>", "Avenue refused the request (SOAP fault Client).", false)]
    public async Task Of_a_refusal_only_a_fault_or_an_error_tells_more_than_its_status(int status, string text, string sentence, bool isTransient)
    {
        var failure = await Assert.ThrowsAsync<SupplierException>(() => ReadAsync(text, (HttpStatusCode)status));
        Assert.Equal((sentence, isTransient), (failure.Message, failure.IsTransient));
    }

    /// <summary>How a body says that it can't be decompressed: gzip and deflate, and Brotli.</summary>
    public static TheoryData<Exception> Packings => [new InvalidDataException("At byte 7."), new InvalidOperationException("At byte 7.")];

    [Theory]
    [MemberData(nameof(Packings))]
    public async Task An_answer_that_can_not_be_unpacked_may_be_asked_for_again(Exception fault)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new CutStream(fault)) };
        var failure = await Assert.ThrowsAsync<SupplierException>(() => OpenTravelAnswer.ReadAsync(response, "Avenue", SampleRequests.Weekend, [], CancellationToken.None));
        Assert.Equal(("Avenue's answer can't be decompressed.", true), (failure.Message, failure.IsTransient));
    }

    [Fact]
    public async Task An_answer_that_stalls_is_left_when_its_time_is_up()
    {
        using var body = new CutStream(null);
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        using var stop = new CancellationTokenSource();
        var reading = OpenTravelAnswer.ReadAsync(response, "Avenue", SampleRequests.Weekend, [], stop.Token);
        await body.Stalled;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(body.IsDisposed);
    }

    private static async Task<SupplierAnswer> ReadAsync(string text, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
        return await OpenTravelAnswer.ReadAsync(response, "Avenue", SampleRequests.Weekend, ["wizard", "hunter2"], CancellationToken.None);
    }
}
