using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Suppliers;

public sealed class SupplierSetTests
{
    [Fact]
    public void Suppliers_stay_in_their_order()
    {
        string[] names = ["Beta", "Alpha", "Gamma"];
        Assert.Equal(names, new SupplierSet(names.Select(name => new ScriptedSupplier(name))).All.Select(supplier => supplier.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("A,B")]
    [InlineData(" A")]
    [InlineData("A ")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public void A_name_that_can_not_be_used_is_refused(string? name)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new SupplierSet([new ScriptedSupplier(name!)]));
        Assert.Equal(
            $"\"{name}\" is not a valid supplier name; expected 1 to 60 characters without commas or surrounding spaces.",
            refusal.Message);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(10.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rating_out_of_range_is_refused(double rating)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new SupplierSet([new ScriptedSupplier("A", rating)]));
        Assert.Equal($"The rating of supplier \"A\" is {rating}; expected 0 to 10.", refusal.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_rating_from_0_to_10_is_taken(double rating) => Assert.Single(new SupplierSet([new ScriptedSupplier("A", rating)]).All);

    [Fact]
    public void Two_of_one_name_are_refused_whatever_their_case()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => new SupplierSet([new ScriptedSupplier("Alpha"), new ScriptedSupplier("ALPHA")]));
        Assert.Equal("Two suppliers are named \"Alpha\"; names must be unique.", refusal.Message);
    }

    [Fact]
    public void A_hundred_are_taken_and_one_more_is_refused()
    {
        ISupplier[] all = [.. Enumerable.Range(0, 101).Select(i => new ScriptedSupplier($"S{i}"))];
        Assert.Equal(100, new SupplierSet(all.Take(100)).All.Length);
        var refusal = Assert.Throws<ArgumentException>(() => new SupplierSet(all));
        Assert.Equal("There are 101 suppliers; a host has at most 100.", refusal.Message);
    }
}
